import {
  csvLayout,
  isGzip,
  type RefusedCut,
  rangedBytes,
  type Split,
  splitCsv,
  splitLines,
} from "@spillway/records";
import { loadError } from "../errors.ts";
import { type InputServices, openInput } from "../input/open-input.ts";
import type { LoadRequest } from "../run/load-request.ts";
import { shapeOfRequest } from "../shape/shape-of-request.ts";
import { openRequested, type ReadingRequest } from "../source/open-requested.ts";
import type { Source } from "../source/source-blocks.ts";
import { describeTable } from "../table/describe-table.ts";
import type { PlannedSource, SourcePlan } from "./planned-source.ts";

/** What of a load can be wrong before its first record: the rest of a {@link LoadRequest} has no say. */
export type PlanRequest = ReadingRequest & Pick<LoadRequest, "source" | "table">;

/** How large the parts should be. */
export interface PartWish {
  /** Bytes of a range, as stored; a CSV's ranges may come out longer. */
  readonly rangeBytes: number;
}

/** Enough of a beginning for the layout of most CSVs, in one request. */
const PART_BYTES = 524_288;

/**
 * Looks at a source and a table once, for all who load a part of it: every check that a load makes
 * before its first record, the format, the columns of a CSV with their types, and the byte ranges that
 * can be loaded by themselves. Nothing is written.
 *
 * It reads the source's beginning, and about 1 MiB of a CSV for each cut.
 *
 * @throws SpillwayError whatever keeps a load from being begun: no such object, table, permission, key;
 * `SOURCE_NOT_PLANNABLE` for standard input and pipes; `SPLIT_INVALID`
 * @example
 * const plan = await planSource({ source, table, ...rest }, { rangeBytes: 67_108_864 }, { clients });
 * for (const range of plan.ranges) {
 *   // On any machine:
 *   await load({ source, table, ...rest, part: { source: plan.source, range } }, services);
 * }
 */
export async function planSource(
  request: PlanRequest,
  wish: PartWish,
  services: Pick<InputServices, "clients">,
): Promise<SourcePlan> {
  const { clients } = services;
  const { target } = clients;
  if (request.source === "-") throw notPlannable(request.source);
  const client = await clients.dynamodb();
  const table = await describeTable(client, request.table, target);
  await shapeOfRequest(request, table.shape, 0, { client, target });
  const input = await openInput(request.source, { clients, standardInput: NOTHING });
  const source = await openRequested(input, request, table);
  const { identity } = input;
  if (identity === undefined) throw notPlannable(request.source);
  return planOf(source, { version: 1, identity }, wish);
}

const NOTHING: AsyncIterable<Uint8Array> = { async *[Symbol.asyncIterator]() {} };

async function planOf(
  source: Source,
  facts: Pick<PlannedSource, "version" | "identity">,
  wish: PartWish,
): Promise<SourcePlan> {
  if (source.format === "export") {
    const planned = { ...facts, format: source.format, bytes: 0, goesOnBy: "record" } as const;
    return { source: planned, ranges: [{ begin: 0, end: 0 }], refused: [] };
  }
  const { object, name } = source.input;
  if (object === undefined) throw notPlannable(name);
  const isCompressed = object.size >= 2 && isGzip(await object.read(0, 2));
  const goesOnBy = isCompressed ? "record" : "byte";
  const shared = { ...facts, bytes: object.size, goesOnBy } as const;
  const { format } = source;
  if (format !== "csv") {
    return planned({ ...shared, format }, await splitLines(object, wish));
  }
  const { csv } = source;
  if (isCompressed) {
    return planned({ ...shared, format, csv }, await splitLines(object, wish));
  }
  const found = await csvLayout(rangedBytes(object, { partBytes: PART_BYTES }), csv);
  if (found === undefined) return planned({ ...shared, format, csv }, NO_RECORDS);
  const layout = { ...found, sampled: found.sampled ?? 0 };
  const split = await splitCsv(object, wish, { layout });
  return planned({ ...shared, format, csv: { ...csv, layout } }, split);
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

function notPlannable(name: string): Error {
  return loadError(
    "SOURCE_NOT_PLANNABLE",
    `expected a source that can be read in parts, a file or an object in S3; came ${name}`,
    { hint: "Load it as one, or put it into S3 first." },
  );
}
