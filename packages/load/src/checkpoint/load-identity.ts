import type { Target } from "@spillway/aws";
import type { LoadRequest } from "../run/load-request.ts";
import type { CsvReading } from "../source/csv-reading.ts";
import type { Source } from "../source/source.ts";
import type { Checkpoint } from "./checkpoint.ts";

/** What tells one load from another: a checkpoint of one must not be gone on with by the other. */
export function loadIdentity(
  { table, pk, sk, shard, ttl, deletes, part }: LoadRequest,
  source: Source,
  target: Target,
): Checkpoint["load"] {
  const { input, format } = source;
  const encoding = source.format === "export" ? undefined : source.encoding;
  const csv = source.format === "csv" ? csvIdentity(source.csv) : undefined;
  return {
    ...(input.identity && { source: { ...input.identity } }),
    table,
    at: target.endpoint ?? target.region,
    format,
    ...(encoding !== undefined && { encoding }),
    ...(csv && { csv }),
    // The plan's other facts follow from the source's identity and the rest.
    ...(part && { range: { ...part.range } }),
    ...(pk !== undefined && { pk }),
    ...(sk !== undefined && { sk }),
    ...(shard !== undefined && { shard }),
    ...(ttl && { ttl: { attribute: ttl.attribute ?? null, seconds: ttl.seconds } }),
    deletes,
  };
}

/** Which columns hold no NULL follows from the table and the templates. */
function csvIdentity({ notNull: _, types, ...csv }: CsvReading) {
  return { ...csv, types: { ...types } };
}
