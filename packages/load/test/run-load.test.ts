import { Readable } from "node:stream";
import { Deadline } from "@spillway/pacing";
import { ManualClock } from "@spillway/testkit";
import { expect, test } from "vitest";
import type { Checkpoint } from "../src/checkpoint/checkpoint.ts";
import { loadCheckpoints } from "../src/checkpoint/load-checkpoints.ts";
import { Interrupt } from "../src/run/interrupt.ts";
import type { LoadProgress } from "../src/run/load-progress.ts";
import { type RunLoadOptions, runLoad } from "../src/run/run-load.ts";
import { CheckpointInMemory, LOAD } from "./checkpoint-in-memory.ts";
import { TableInMemory } from "./table-in-memory.ts";

const RECORDS = 200;
const TEXT = Array.from({ length: RECORDS }, (_, n) => `{"id":"${n}"}\n`).join("");

/** Runs a load of JSON Lines into a table that answers after a second. */
async function ran(options: Partial<RunLoadOptions> & { readonly seconds?: number }) {
  const clock = new ManualClock();
  const bytes = Buffer.from(TEXT);
  const table = new TableInMemory(clock, [{ ms: 1_000, unprocessed: 0 }]);
  const places = new Map<string, Checkpoint>();
  const progress: LoadProgress[] = [];
  const keys = { partitionKey: { name: "id", type: "S" } } as const;
  const { seconds, ...more } = options;
  const run = runLoad({
    source: {
      format: "json-lines",
      input: {
        ...{ name: "records", label: "records", bytes: bytes.length, identity: { etag: "1" } },
        read: () => Readable.from([bytes]),
        object: { size: bytes.length, read: async (begin, end) => bytes.subarray(begin, end) },
      },
    },
    checkpoints: await loadCheckpoints({
      ...{ store: new CheckpointInMemory(places), resume: true, load: LOAD, nowMs: 0 },
      startedAt: "2026-05-01T00:00:00.000Z",
    }),
    ...{ shape: { keys, deletes: false }, table: { name: "T", keys }, range: undefined },
    ...{ checkpointSeconds: 5, pacer: undefined, rejects: undefined, concurrency: 1 },
    ...{ interrupt: new Interrupt(), clock, random: () => 0.5 },
    transport: table.transport(() => {}),
    onProgress: (now) => progress.push(now),
    ...(seconds !== undefined && { deadline: Deadline.after(clock, seconds * 1_000) }),
    ...more,
  });
  return { ...(await clock.run(run)), table, progress, checkpoint: places.get("c") };
}

test("a deadline leaves the rest of a range, and says at which byte it begins", async () => {
  const range = { begin: TEXT.indexOf('{"id":"10"}'), end: TEXT.indexOf('{"id":"150"}') };
  const { complete, nextByte, report, table, checkpoint, progress } = await ran({
    ...{ range, seconds: 3.5 },
  });
  // Three batches of 25 were answered by then; the fourth may have been written or not.
  expect([complete, nextByte]).toEqual([false, TEXT.indexOf('{"id":"85"}')]);
  expect(report.stopped?.code).toBe("DEADLINE");
  expect(table.items.size).toBeGreaterThanOrEqual(75);
  expect(checkpoint).toMatchObject({
    ...{ next: 75, byte: nextByte, counts: { written: 75 } },
    startedAt: "2026-05-01T00:00:00.000Z",
  });
  // The whole range was read by then, and not a byte more counts.
  const bytes = range.end - range.begin;
  expect(progress.at(-1)).toMatchObject({ bytes, bytesRead: bytes });
});

test("with a spill and no time at all, everything is spilled", async () => {
  const spilled: string[] = [];
  const { complete, report, table } = await ran({
    seconds: 0,
    spill: async (writes) => {
      spilled.push(...writes.map(({ key }) => key));
      return writes.map(() => undefined);
    },
  });
  expect([complete, report.spilled, spilled.length]).toEqual([true, RECORDS, RECORDS]);
  expect(table.items.size).toBe(0);
});
