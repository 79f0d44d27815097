import type { PlanRequest } from "../plan.ts";
import type { HotKeyShare } from "../workload/hot-key-share.ts";
import type { Workload } from "../workload/workload.ts";

/** A request in which one number is so many times as large. */
export type Vary = (request: PlanRequest, times: number) => PlanRequest;

/** More or fewer writes and reads at each moment; of a file, more or fewer items. */
export const varyLoad: Vary = (request, times) => {
  const { workload } = request;
  if (workload.kind === "bulk") {
    const { sourceBytes } = workload;
    return withWorkload(request, {
      ...workload,
      items: Math.max(1, Math.round(workload.items * times)),
      ...(sourceBytes === undefined ? {} : { sourceBytes: sourceBytes * times }),
    });
  }
  const { pattern } = workload;
  const { writes, reads } = pattern;
  return withWorkload(request, {
    ...workload,
    pattern: {
      ...pattern,
      writes: scaled(writes, times),
      ...(reads === undefined ? {} : { reads: scaled(reads, times) }),
    },
  });
};

/** Units of a write, of the table (one at least) and of each index. */
export const varyUnits: Vary = (request, times) => {
  const { item } = request.workload;
  const indexWriteUnits = Object.fromEntries(
    Object.entries(item.indexWriteUnits).map(([index, units]) => [index, units * times]),
  );
  // A write takes one unit at the least; where the mean is below, it is as it is.
  const writeUnits = Math.max(Math.min(1, item.writeUnits), item.writeUnits * times);
  return withItem(request, { ...item, writeUnits, indexWriteUnits });
};

/** Bytes of an item, sent and stored. */
export const varyBytes: Vary = (request, times) => {
  const { item } = request.workload;
  const [bytes, storedBytes] = [item.bytes * times, item.storedBytes * times];
  return withItem(request, { ...item, bytes, storedBytes });
};

export const varyReadUnits: Vary = (request, times) => {
  const { item } = request.workload;
  return withItem(request, { ...item, readUnits: item.readUnits * times });
};

/** Shares of hot keys; those of a table or an index are all writes at most. */
export const varyHotKeys: Vary = (request, times) => {
  const { workload } = request;
  const hotKeys = workload.hotKeys.map((hot) => ({
    ...hot,
    share: hot.share * Math.min(times, 1 / sumBeside(hot, workload.hotKeys)),
  }));
  return withWorkload(request, { ...workload, hotKeys });
};

function sumBeside({ index }: HotKeyShare, all: readonly HotKeyShare[]): number {
  return all.filter((hot) => hot.index === index).reduce((sum, { share }) => sum + share, 0);
}

function scaled(values: ArrayLike<number>, times: number): Float64Array {
  return Float64Array.from(values, (value) => value * times);
}

function withWorkload(request: PlanRequest, workload: Workload): PlanRequest {
  return { ...request, workload };
}

function withItem(request: PlanRequest, item: Workload["item"]): PlanRequest {
  return withWorkload(request, { ...request.workload, item });
}
