import {
  COMPRESSION_HEAD_BYTES,
  csvLayout,
  isCompressed,
  type JsonLayout,
  type RangedObject,
  type RefusedCut,
  rangedBytes,
  type Split,
  splitCsv,
  splitLines,
} from "@spillway/records";
import { loadError } from "../errors.ts";
import type { OneSource } from "../source/one-source.ts";
import { jsonSourceOf, type PlannedSource, type SourcePlan } from "./planned-source.ts";

/** How large the parts should be. */
export interface PartWish {
  /** Bytes of a range, as stored; a CSV's ranges may come out longer. */
  readonly rangeBytes: number;
}

/** Enough of a beginning for the layout of most CSVs, in one request. */
const PART_BYTES = 524_288;

/**
 * Cuts a source whose format is known.
 *
 * @throws SpillwayError `SOURCE_NOT_PLANNABLE`, `SPLIT_INVALID`, and what reading it throws
 */
export async function splitSource(
  source: OneSource,
  facts: Pick<PlannedSource, "version" | "identity">,
  wish: PartWish,
): Promise<SourcePlan> {
  if (source.format === "export") {
    const planned = { ...facts, format: source.format, bytes: 0, goesOnBy: "record" } as const;
    return { source: planned, ranges: [{ begin: 0, end: 0 }], refused: [] };
  }
  const { object, name } = source.input;
  if (object === undefined) throw notPlannable(name);
  const { encoding } = source;
  const isWhole =
    encoding !== undefined || isOfValues(source) || (await isObjectCompressed(object));
  const goesOnBy = isWhole ? "record" : "byte";
  const shared = { ...facts, bytes: object.size, goesOnBy, ...(encoding && { encoding }) } as const;
  if (isOfValues(source)) {
    // A record may begin on any line of it, or on none.
    const ranges = object.size === 0 ? [] : [{ begin: 0, end: object.size }];
    return planned({ ...shared, ...jsonSourceOf(source) }, { ranges, refused: [] });
  }
  if (source.format !== "csv") {
    const { format } = source;
    return planned({ ...shared, format }, await splitLines(object, wish, encoding));
  }
  const { csv, format } = source;
  if (isWhole) {
    return planned({ ...shared, format, csv }, await splitLines(object, wish, encoding));
  }
  const found = await csvLayout(rangedBytes(object, { partBytes: PART_BYTES }), csv);
  if (found === undefined) return planned({ ...shared, format, csv }, NO_RECORDS);
  const layout = { ...found, sampled: found.sampled ?? 0 };
  const split = await splitCsv(object, wish, { layout });
  return planned({ ...shared, format, csv: { ...csv, layout } }, split);
}

/** JSON whose records may be anywhere, not one on each line. */
type ValuesSource =
  | Extract<OneSource, { format: "json" | "batch-write" }>
  | (Extract<OneSource, { format: "dynamodb-json" }> & { readonly layout: JsonLayout });

function isOfValues(source: OneSource): source is ValuesSource {
  if (source.format === "dynamodb-json") return source.layout !== undefined;
  return source.format === "json" || source.format === "batch-write";
}

async function isObjectCompressed(object: RangedObject): Promise<boolean> {
  if (object.size === 0) return false;
  return isCompressed(await object.read(0, Math.min(COMPRESSION_HEAD_BYTES, object.size)));
}

const NO_RECORDS: Split = { ranges: [], refused: [] };

function planned(source: PlannedSource, { ranges, refused }: Split): SourcePlan {
  return { source, ranges: [...ranges], refused: together(refused) };
}

/** The cuts that were refused for the same reason, with the message of the first. */
function together(refused: readonly RefusedCut[]): SourcePlan["refused"] {
  const byCode = new Map<string, SourcePlan["refused"][number]>();
  for (const { reason } of refused) {
    const { message, count } = byCode.get(reason.code) ?? { message: reason.message, count: 0 };
    byCode.set(reason.code, { code: reason.code, message, count: count + 1 });
  }
  return [...byCode.values()];
}

/** Of a source that is read once, from its beginning. */
export function notPlannable(name: string): Error {
  return loadError(
    "SOURCE_NOT_PLANNABLE",
    `expected a source that can be read in parts, a file or an object in S3; came ${name}`,
    { hint: "Load it as one, or put it into S3 first." },
  );
}
