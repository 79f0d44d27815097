import type { LoadReport } from "@spillway/load";
import { expect, it } from "vitest";
import { newChunk, settledChunk } from "../src/chunk/chunk-state.ts";
import type { ChunkItem } from "../src/store/items/chunk-item.ts";

const chunk: ChunkItem = {
  ...newChunk({ chunk: 3, source: 0, start: 0, end: 9_000, expires_at: 0 }),
  attempt: 2,
  at: 1_000,
  records: 100,
  counts: { written: 99, deduplicated: 0, rejected: 1, failed: 0, spilled: 0 },
  segments: [{ attempt: 1, parts: 1, next: 100 }],
};
const position = (index: number) => ({ index });
const report = {
  ...{ read: 200, written: 149, deduplicated: 1, rejected: 2, failed: 48, spilled: 0, unsent: 47 },
  ...{ batches: { sent: 7, failed: 1 }, attempts: 150, retries: 2, bytes: 3_000 },
  ...{ throttledWrites: 2, throttles: {}, unitsConsumed: { table: 150, indexes: {} } },
  durationMs: 900,
  stopped: { code: "ABORTED", message: "the run was stopped", errorClass: "usage" },
  errors: [
    { code: "ABORTED", message: "the run was stopped", position: position(101) },
    { code: "KEY_MISSING", message: "no pk", position: position(150) },
  ],
} as unknown as LoadReport;

it("counts all that ended before the stop, also after the first open record, and nothing unsent", () => {
  const settled = settledChunk(chunk, report, 1);
  const counts = { written: 149, deduplicated: 1, rejected: 2, failed: 1, spilled: 0 };
  expect(settled).toMatchObject({ counts, at: 1_000, records: 100 });
  expect(settled.effort).toMatchObject({ attempts: 150, durationMs: 900 });
  expect(settled.errors).toEqual([
    { code: "KEY_MISSING", message: "no pk", position: position(150) },
  ]);
});

it("has the reject lines of all that was read, and of earlier attempts as they were", () => {
  expect(settledChunk(chunk, report, 1).segments).toEqual([
    { attempt: 1, parts: 1, next: 100 },
    { attempt: 2, parts: 1, next: 200 },
  ]);
  expect(settledChunk(chunk, report, 0).segments).toEqual([{ attempt: 1, parts: 1, next: 100 }]);
});
