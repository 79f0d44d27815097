import { Readable } from "node:stream";
import type { PlainRecord } from "@spillway/item";
import type { ScanPage } from "@spillway/table-scan";
import { ManualClock } from "@spillway/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Checkpoint } from "../../src/checkpoint/checkpoint.ts";
import { loadCheckpoints } from "../../src/checkpoint/load-checkpoints.ts";
import type { Input } from "../../src/input/input.ts";
import { Interrupt } from "../../src/run/interrupt.ts";
import { loadReport } from "../../src/run/load-report.ts";
import { runLoad } from "../../src/run/run-load.ts";
import { beginFiles } from "../../src/several/begin-files.ts";
import type { Source } from "../../src/source/source.ts";
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

/** Of a table: its pages are places to go on from, and each has many items. */
function tableOf(lines: readonly Line[]): Source {
  const size = 300;
  return {
    format: "table",
    input: {
      ...{ name: "table T", label: "T-table", bytes: lines.length, identity: { table: "T" } },
      read: { scanned: 0, readUnits: 0, throttledPages: 0 },
      async *pages(from) {
        for (let at = Number(from ?? 0); at < lines.length; at += size) {
          const items = lines.slice(at, at + size).map(({ n, makes }) => ({
            ...{ n: { N: String(n) }, makes: { N: String(makes) } },
          }));
          const state = (at + size) as unknown as ScanPage["state"];
          yield { segment: 0, items, scanned: items.length, units: 1, throttles: 0, state };
        }
      },
    },
  };
}

/** The lines in so many files, each of several blocks; one file is a source that has no cursors; none is a table. */
function sourceOf(lines: readonly Line[], count: number): Source {
  if (count === 0) return tableOf(lines);
  const size = Math.ceil(lines.length / count);
  const files = Array.from({ length: count }, (_, at) => {
    const part = lines.slice(at * size, (at + 1) * size);
    const bytes = Buffer.from(part.map((line) => `${JSON.stringify(line)}\n`).join(""));
    return inputOf(`part-${at}`, bytes);
  });
  const [first] = files;
  if (count === 1 && first !== undefined) return { format: "json-lines", input: first };
  return {
    ...{ format: "several", firstFormat: "json-lines", formats: new Set() },
    input: {
      ...{ name: "parts", label: "parts", bytes: undefined, identity: { of: "several files" } },
      ...{ files: files.map(({ name, bytes }) => ({ name, bytes })), passedOver: [] },
    },
    open: async ({ name }) => {
      const input = files.find((file) => file.name === name) ?? inputOf(name, Buffer.alloc(0));
      return { format: "json-lines", input };
    },
  };
}

function inputOf(name: string, bytes: Buffer): Input {
  const chunks = Array.from({ length: Math.ceil(bytes.length / 700) }, (_, at) =>
    bytes.subarray(at * 700, (at + 1) * 700),
  );
  return {
    ...{ name, label: name, bytes: bytes.length, identity: { etag: name } },
    read: () => Readable.from(chunks),
  };
}

/** One run of the load, which is killed after so many batches: what it saves from then on is lost. */
async function ran(
  wanted: Source,
  table: TableInMemory,
  clock: ManualClock,
  rejects: RejectsInMemory,
  { places, killAfter }: { places: Map<string, Checkpoint>; killAfter: number },
) {
  const interrupt = new Interrupt();
  const found = await loadCheckpoints({
    ...{ store: new CheckpointInMemory(places), resume: true, load: LOAD, nowMs: 0 },
  });
  const { source, checkpoints } =
    wanted.format === "several"
      ? await beginFiles(wanted, found, true)
      : { source: wanted, checkpoints: found };
  if (checkpoints.earlier) await rejects.keepBefore(checkpoints.earlier.next);
  let kept: [string, Checkpoint][] | undefined;
  const run = await runLoad({
    source,
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
  ...{ table: "T", source: "s", format: "json-lines", files: null, deletes: false, dryRun: null },
  ...{ nextByte: null, rejects: null, checkpoint: null, peakMemoryBytes: 0 },
  ...{ numberKeys: null, tableRead: null, notes: [] },
};

test("a load that is killed again and again writes, rejects and counts all of it once", async () => {
  let wentOn = 0;
  // Now and then one gives more than a block holds.
  const line = fc.oneof(
    { weight: 300, arbitrary: fc.integer({ min: -1, max: 4 }) },
    { weight: 1, arbitrary: fc.constant(700) },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 2_500, size: "max" }),
      fc.array(fc.integer({ min: 1, max: 70 }), { maxLength: 8 }),
      fc.constantFrom(0, 1, 4),
      async (makes, kills, files) => {
        const lines = makes.map((makes, n) => ({ n, makes }));
        const clock = new ManualClock();
        const table = new TableInMemory(clock, [{ ms: 700, unprocessed: 0 }]);
        const rejects = new RejectsInMemory();
        const places = new Map<string, Checkpoint>();
        let report: ReturnType<typeof loadReport> | undefined;
        for (const killAfter of [...kills, Number.POSITIVE_INFINITY]) {
          const { run, earlier } = await clock.run(
            ran(sourceOf(lines, files), table, clock, rejects, { places, killAfter }),
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
