import { describe, expect, it } from "vitest";
import { newChunk } from "../src/chunk/chunk-state.ts";
import { jobEnd } from "../src/end/job-end.ts";
import type { ChunkItem } from "../src/store/items/chunk-item.ts";
import type { MetaItem } from "../src/store/items/meta-item.ts";

const NOW = 100_000;
const metaOf = (facts: Partial<MetaItem>) =>
  ({ state: "running", chunks_total: 2, ...facts }) as MetaItem;
const chunkOf = (facts: Partial<ChunkItem>): ChunkItem => ({
  ...newChunk({ chunk: 0, source: 0, start: 0, end: 9, expires_at: 0 }),
  ...facts,
});
const done = chunkOf({ state: "done" });
const open = chunkOf({ chunk: 1 });
const owned = chunkOf({ chunk: 1, attempt: 1, lease_until: NOW + 1 });
const silent = chunkOf({ chunk: 1, attempt: 1, lease_until: NOW - 1 });
const rejecting = chunkOf({ state: "done", counts: { ...done.counts, rejected: 1 } });

describe("the end of a job", () => {
  it.each([
    ["all are done", {}, [done, done], "succeeded"],
    ["some record was rejected", {}, [done, rejecting], "succeeded with rejects"],
    ["the source had no records", { chunks_total: 0 }, [], "succeeded"],
    ["it is cancelled and nobody has a chunk", { stop: "cancel" }, [done, open], "cancelled"],
    ["it fails before it is cut", { stop: "fail", chunks_total: undefined }, [], "failed"],
    ["it is cancelled after the last record", { stop: "cancel" }, [done, done], "succeeded"],
  ] as const)("comes when %s", (_, facts, chunks, state) => {
    expect(jobEnd(metaOf(facts as Partial<MetaItem>), chunks, NOW)).toEqual({
      ...{ kind: "ends", state, fence: [] },
    });
  });

  it.each([
    ["a chunk is open", {}, [done, open]],
    ["a chunk was not made yet", {}, [done]],
    ["it has not been cut", { chunks_total: undefined }, []],
    ["it is stopped, and a worker is still at it", { stop: "cancel" }, [done, owned]],
  ] as const)("does not come while %s", (_, facts, chunks) => {
    expect(jobEnd(metaOf(facts as Partial<MetaItem>), chunks, NOW)).toEqual({ kind: "not yet" });
  });

  it("takes a chunk of a stopped job from an owner that is not heard of", () => {
    expect(jobEnd(metaOf({ stop: "fail" }), [done, silent], NOW)).toEqual({
      ...{ kind: "ends", state: "failed", fence: [silent] },
    });
  });

  it("takes one of a stopped job that was freed with rejects: nobody else puts them together", () => {
    const freed = chunkOf({ chunk: 1, segments: [{ attempt: 1, parts: 1, next: 3 }] });
    expect(jobEnd(metaOf({ stop: "cancel" }), [freed, open], NOW)).toEqual({
      ...{ kind: "ends", state: "cancelled", fence: [freed] },
    });
  });

  it("comes once", () => {
    expect(jobEnd(metaOf({ state: "failed" }), [done], NOW)).toEqual({ kind: "ended" });
  });
});
