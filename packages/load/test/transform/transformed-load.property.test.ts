import { Readable } from "node:stream";
import type { PlainRecord } from "@spillway/item";
import { ManualClock } from "@spillway/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Checkpoint } from "../../src/checkpoint/checkpoint.ts";
import { loadCheckpoints } from "../../src/checkpoint/load-checkpoints.ts";
import { Interrupt } from "../../src/run/interrupt.ts";
import { loadReport } from "../../src/run/load-report.ts";
import { runLoad } from "../../src/run/run-load.ts";
import { CheckpointInMemory, LOAD } from "../checkpoint-in-memory.ts";
import { RejectsInMemory } from "../rejects-in-memory.ts";
import { TableInMemory } from "../table-in-memory.ts";

const keys = { partitionKey: { name: "pk", type: "S" } } as const;

interface Line {
  readonly n: number;
  /** How many records come of it; -1: the transform throws. */
  readonly makes: number;
}

/** Drops, multiplies, and throws, with and without a promise. */
function apply(record: PlainRecord) {
  const { n, makes } = record;
  if (typeof makes !== "number") throw new Error("no such field");
  if (makes < 0) throw new Error(`refused ${n}`);
  const made = Array.from({ length: makes }, (_, at) => ({ pk: `${n}/${at}`, from: n }));
  return typeof n === "number" && n % 3 === 0 ? Promise.resolve(made) : made;
}

/** One run of the load, which is killed after so many batches: what it saves from then on is lost. */
async function ran(
  lines: readonly Line[],
  table: TableInMemory,
  clock: ManualClock,
  rejects: RejectsInMemory,
  { places, killAfter }: { places: Map<string, Checkpoint>; killAfter: number },
) {
  const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const interrupt = new Interrupt();
  const checkpoints = await loadCheckpoints({
    ...{ store: new CheckpointInMemory(places), resume: true, load: LOAD, nowMs: 0 },
  });
  if (checkpoints.earlier) await rejects.keepBefore(checkpoints.earlier.next);
  const chunks = Array.from({ length: Math.ceil(bytes.length / 700) }, (_, at) =>
    bytes.subarray(at * 700, (at + 1) * 700),
  );
  let kept: [string, Checkpoint][] | undefined;
  const run = await runLoad({
    source: {
      format: "json-lines",
      input: {
        ...{ name: "records", label: "records", bytes: bytes.length, identity: { etag: "1" } },
        read: () => Readable.from(chunks),
      },
    },
    transform: { name: "t.mjs", identity: "1", apply },
    ...{ checkpoints, rejects, shape: { keys, deletes: false }, table: { name: "T", keys } },
    ...{ range: undefined, checkpointSeconds: 1, pacer: undefined, concurrency: 2, maxAttempts: 8 },
    ...{ interrupt, clock, random: () => 0.5, onProgress: () => {} },
    transport: table.transport((count) => {
      if (count < killAfter) return;
      kept ??= [...places];
      interrupt.abort();
    }),
  });
  if (kept !== undefined && !run.complete) {
    places.clear();
    for (const [name, checkpoint] of kept) places.set(name, checkpoint);
  }
  return { run, earlier: checkpoints.earlier };
}

const facts = {
  ...{ table: "T", source: "s", format: "json-lines", deletes: false, dryRun: null },
  ...{ nextByte: null, rejects: null, checkpoint: null, peakMemoryBytes: 0 },
  ...{ numberKeys: null, tableRead: null, notes: [] },
};

test("a load that is killed again and again writes, rejects and counts all of it once", async () => {
  let wentOn = 0;
  const line = fc.integer({ min: -1, max: 4 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 2_500, size: "max" }),
      fc.array(fc.integer({ min: 1, max: 70 }), { maxLength: 8 }),
      async (makes, kills) => {
        const lines = makes.map((makes, n) => ({ n, makes }));
        const clock = new ManualClock();
        const table = new TableInMemory(clock, [{ ms: 700, unprocessed: 0 }]);
        const rejects = new RejectsInMemory();
        const places = new Map<string, Checkpoint>();
        let report: ReturnType<typeof loadReport> | undefined;
        for (const killAfter of [...kills, Number.POSITIVE_INFINITY]) {
          const { run, earlier } = await clock.run(
            ran(lines, table, clock, rejects, { places, killAfter }),
          );
          const { complete, unsent, transform } = run;
          if ((earlier?.next ?? 0) > 0) wentOn += 1;
          report = loadReport(run.report, earlier, { ...facts, complete, unsent, transform });
          if (run.complete) break;
        }
        const made = lines.flatMap(({ n, makes }) =>
          Array.from({ length: Math.max(0, makes) }, (_, at) => `S${n}/${at}`),
        );
        const thrown = lines.filter(({ makes }) => makes < 0);
        expect([...table.items.keys()].toSorted()).toEqual(made.toSorted());
        expect(report).toMatchObject({
          ...{ complete: true, read: made.length + thrown.length, written: made.length },
          ...{ deduplicated: 0, rejected: thrown.length, failed: 0 },
          transform: {
            ...{ in: lines.length, out: made.length, failed: thrown.length },
            dropped: lines.filter(({ makes }) => makes === 0).length,
          },
        });
        expect(rejects.lines.map((text) => JSON.parse(text)).map(({ fields }) => fields)).toEqual(
          thrown.map((line) => line),
        );
      },
    ),
    { numRuns: 30 },
  );
  expect(wentOn).toBeGreaterThan(10);
});
