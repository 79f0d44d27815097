import type { WriteProgress } from "@spillway/table-writer";
import { describe, expect, test } from "vitest";
import { type LoadProgress, paceBetween, shareDone } from "../src/run/load-progress.ts";

const NOTHING: WriteProgress = {
  read: 0,
  written: 0,
  deduplicated: 0,
  rejected: 0,
  failed: 0,
  spilled: 0,
  batches: { sent: 0, failed: 0 },
  attempts: 0,
  retries: 0,
  throttledWrites: 0,
  throttles: {},
  unitsConsumed: { table: 0, indexes: {} },
  bytes: 0,
};
const progressOf = ({
  write,
  ...rest
}: Partial<Omit<LoadProgress, "write">> & {
  write?: Partial<WriteProgress>;
} = {}): LoadProgress => ({
  bytesRead: 0,
  bytes: 1_000,
  recordsRead: 0,
  recordsBefore: 0,
  writtenBefore: 0,
  seconds: 0,
  ...rest,
  write: { ...NOTHING, ...write },
});

describe("the share that is done", () => {
  test.each<[string, LoadProgress, number | undefined]>([
    ["nobody knows of a pipe", progressOf({ bytes: undefined }), undefined],
    ["all of an empty file", progressOf({ bytes: 0 }), 1],
    ["nothing before the first record", progressOf({ bytesRead: 64 }), 0],
    [
      "what was read and not written is not done",
      progressOf({ bytesRead: 1_000, recordsRead: 100, write: { written: 20, rejected: 5 } }),
      0.25,
    ],
    [
      "every way to end counts",
      progressOf({
        bytesRead: 500,
        recordsRead: 10,
        write: { written: 2, deduplicated: 2, rejected: 2, failed: 2, spilled: 2 },
      }),
      0.5,
    ],
    [
      "what earlier runs did is done",
      progressOf({ bytesRead: 600, recordsRead: 60, recordsBefore: 60 }),
      0.6,
    ],
  ])("%s", (_, progress, share) => {
    expect(shareDone(progress)).toBe(share);
  });
});

test("the pace is what was written between two moments, and tells the time left", () => {
  const earlier = progressOf({
    seconds: 10,
    bytesRead: 200,
    recordsRead: 200,
    write: { written: 200 },
  });
  const now = progressOf({
    seconds: 14,
    bytesRead: 400,
    recordsRead: 400,
    write: { written: 400, unitsConsumed: { table: 80, indexes: {} } },
  });
  expect(paceBetween(earlier, now)).toEqual({
    recordsPerSecond: 50,
    unitsPerSecond: 20,
    secondsLeft: expect.closeTo(12),
  });
  expect(paceBetween(now, now)).toMatchObject({ recordsPerSecond: 0, secondsLeft: undefined });
});
