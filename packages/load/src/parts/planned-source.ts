import * as z from "zod";
import type { ExportInput, Input } from "../input/input.ts";
import { sourceChanged } from "../input/source-changed.ts";
import type { JsonSource, OneSource } from "../source/one-source.ts";

const count = z.number().int().min(0);
const columnType = z.enum(["string", "number", "boolean"]);

const columnSchema = z.object({ name: z.string(), type: columnType, inferred: z.boolean() });

/** What of a CSV's reading a plan that was kept by an earlier version does not say. */
const csvAsWritten = z.object({
  escape: z.string().default("none"),
  names: z.array(z.string()).readonly().exactOptional(),
  hasHeader: z.boolean().exactOptional(),
  skipLines: count.exactOptional(),
});

const csvSchema = csvAsWritten.extend({
  delimiter: z.string(),
  types: z.record(z.string(), columnType).readonly(),
  infer: z.boolean(),
  empty: z.enum(["omit", "keep", "null"]),
  /** A plan that was kept before there was NULL has none. */
  notNull: z.array(z.string()).readonly().default([]),
  /** Undefined where the CSV is read from its beginning, header and all. */
  layout: z
    .object({
      delimiter: z.string(),
      escape: z.object({ character: z.string(), found: z.boolean() }).optional(),
      columns: z.array(columnSchema).readonly(),
      sampled: count,
      recordsBegin: count,
    })
    .optional(),
});

/** Where records of JSON are that may be spread over lines. */
const layout = z.enum(["values", "answers"]);

const shared = z.object({
  version: z.literal(1),
  /** Size and ETag of an object, size and a hash of the beginning of a file. */
  identity: z.record(z.string(), z.union([z.string(), z.number()])).readonly(),
  /** As it is stored; of an export 0, since nobody knows. */
  bytes: count,
  /**
   * By what a load of a part goes on after a stop: from the byte of a record; or, where only all of the
   * source can be read (compressed, not UTF-8, records spread over lines, an export), from its number, after reading what is before it once more.
   */
  goesOnBy: z.enum(["byte", "record"]),
  /** What its text is in; undefined for UTF-8. */
  encoding: z.string().optional(),
});

/**
 * What all who load a part of one source have to know of it, found once: so each of them reads it alike,
 * and none reads another one that has taken its place. It is JSON; a column of a CSV takes about 60
 * bytes and its name's.
 */
export const plannedSourceSchema = z.discriminatedUnion("format", [
  shared.extend({ format: z.literal("csv"), csv: csvSchema }),
  shared.extend({ format: z.enum(["json-lines", "ion", "rejects", "export"]) }),
  shared.extend({ format: z.literal("json"), layout }),
  shared.extend({ format: z.literal("dynamodb-json"), layout: layout.optional() }),
  shared.extend({
    format: z.literal("batch-write"),
    requestsOf: z.string(),
    others: z.array(z.string()).readonly(),
  }),
]);

export type PlannedSource = z.infer<typeof plannedSourceSchema>;

/** How a source is loaded in parts. */
export const sourcePlanSchema = z.object({
  source: plannedSourceSchema,
  /**
   * One after the other; together they have every record, and each is loaded by itself. None of a
   * source without records. A range that has no record is possible.
   */
  ranges: z.array(z.object({ begin: count, end: count })).readonly(),
  /** Why there are fewer ranges than wished, and by how many. */
  refused: z.array(z.object({ code: z.string(), message: z.string(), count })).readonly(),
});

export type SourcePlan = z.infer<typeof sourcePlanSchema>;

/** What of a plan a load does. */
export interface SourcePart {
  /** What `planSource` found. */
  readonly source: PlannedSource;
  /** One of its ranges. Where the source goes on by record, all of it is loaded. */
  readonly range: SourcePlan["ranges"][number];
}

/** What of a source of JSON, or of its plan, says how it is read. */
export function jsonSourceOf(
  found: Extract<OneSource | PlannedSource, { format: JsonSource["format"] }>,
): JsonSource {
  switch (found.format) {
    case "json":
      return { format: found.format, layout: found.layout };
    case "dynamodb-json":
      return { format: found.format, ...(found.layout && { layout: found.layout }) };
    case "batch-write":
      return { format: found.format, requestsOf: found.requestsOf, others: found.others };
  }
}

/**
 * The source of a part, without looking at it again.
 *
 * @param input opened as the plan's identity has it
 * @throws SpillwayError `SOURCE_CHANGED` where an export has become something else, or the reverse
 */
export function sourceOfPart(input: Input | ExportInput, planned: PlannedSource): OneSource {
  if ("folder" in input) {
    if (planned.format !== "export") throw sourceChanged(input.name);
    return { input, format: "export" };
  }
  const text = { input, ...(planned.encoding && { encoding: planned.encoding }) };
  switch (planned.format) {
    case "csv": {
      const { layout, ...csv } = planned.csv;
      return { ...text, format: planned.format, csv, ...(layout && { layout }) };
    }
    case "json":
    case "dynamodb-json":
    case "batch-write":
      return { ...text, ...jsonSourceOf(planned) };
    case "export":
      throw sourceChanged(input.name);
    default:
      return { ...text, format: planned.format };
  }
}
