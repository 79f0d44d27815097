import type { PlanRequest } from "@spillway/load";
import type { ColumnType } from "@spillway/records";
import type { Job } from "../../job.ts";

/** What of a job's request is asked of a load. */
export function loadOf({ table, source, keys, ttl, deletes }: Job["request"]) {
  return {
    table,
    ...(source === undefined ? { format: "json-lines" as const } : readingOf(source)),
    ...(keys?.pk !== undefined && { pk: keys.pk }),
    ...(keys?.sk !== undefined && { sk: keys.sk }),
    ...(ttl && { ttl: { attribute: ttl.attribute, seconds: ttl.seconds } }),
    deletes,
    empty: source?.empty ?? "omit",
  };
}

/** How a source is read, in a load's words. What is not said is left out: it is found. */
function readingOf(source: NonNullable<Job["request"]["source"]>): Partial<PlanRequest> {
  const { format, encoding, delimiter, columns, header, skipLines, types } = source;
  return {
    ...(format && { format }),
    ...(encoding !== undefined && { encoding }),
    ...(delimiter !== undefined && { delimiter }),
    ...(columns && { columns }),
    ...(header !== undefined && { header }),
    ...(skipLines !== undefined && { skipLines }),
    ...(source.escape !== undefined && { escape: source.escape }),
    ...(types && { types: typesOf(types) }),
  };
}

function typesOf({ "*": others, ...columns }: Readonly<Record<string, ColumnType>>) {
  return { columns, infer: others === undefined };
}
