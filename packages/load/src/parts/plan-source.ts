import { type InputServices, openInput } from "../input/open-input.ts";
import type { LoadRequest } from "../run/load-request.ts";
import { shapeOfRequest } from "../shape/shape-of-request.ts";
import { openRequested, type ReadingRequest } from "../source/open-requested.ts";
import { tableOfRequest } from "../source/requested-table.ts";
import { describeTable, expiryAttribute } from "../table/describe-table.ts";
import type { SourcePlan } from "./planned-source.ts";
import { notPlannable, type PartWish, splitSource } from "./split-source.ts";

/** What of a load can be wrong before its first record: the rest of a {@link LoadRequest} has no say. */
export type PlanRequest = ReadingRequest & Pick<LoadRequest, "source" | "table">;

/**
 * Looks at a source and a table once, for all who load a part of it: every check that a load makes
 * before its first record, the format, the columns of a CSV with their types, and the byte ranges that
 * can be loaded by themselves. Nothing is written.
 *
 * It reads the source's beginning, and about 1 MiB of a CSV for each cut.
 *
 * @throws SpillwayError whatever keeps a load from being begun: no such object, table, permission, key;
 * `SOURCE_NOT_PLANNABLE` for standard input, pipes and a list, of which each has a plan of its own; `SPLIT_INVALID`
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
  const { source: name } = request;
  if (typeof name !== "string" || name === "-") throw notPlannable(String(name));
  const client = await clients.dynamodb();
  const nothing = { clients, standardInput: NOTHING };
  const { table: requested } = await tableOfRequest(request, nothing);
  const table = await describeTable(client, requested, target);
  await shapeOfRequest(request, table.shape, 0, () =>
    expiryAttribute(client, table.shape.name, target),
  );
  const input = await openInput(name, nothing);
  const source = await openRequested(input, request, table);
  const { identity } = input;
  if (identity === undefined) throw notPlannable(name);
  return splitSource(source, { version: 1, identity }, wish);
}

const NOTHING: AsyncIterable<Uint8Array> = { async *[Symbol.asyncIterator]() {} };
