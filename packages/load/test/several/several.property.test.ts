import { Readable } from "node:stream";
import type { KeySchema } from "@spillway/item";
import { ManualClock } from "@spillway/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Checkpoint } from "../../src/checkpoint/checkpoint.ts";
import { loadCheckpoints } from "../../src/checkpoint/load-checkpoints.ts";
import type { Input } from "../../src/input/input.ts";
import { Interrupt } from "../../src/run/interrupt.ts";
import { type LoadRun, runLoad } from "../../src/run/run-load.ts";
import { beginFiles } from "../../src/several/begin-files.ts";
import { severalCursorOf } from "../../src/several/several-cursor.ts";
import type { SeveralSource } from "../../src/several/several-source.ts";
import { openSource } from "../../src/source/open-source.ts";
import { CheckpointInMemory, LOAD } from "../checkpoint-in-memory.ts";
import { RejectsInMemory } from "../rejects-in-memory.ts";
import { type Answer, TableInMemory } from "../table-in-memory.ts";

const KEYS: KeySchema = { partitionKey: { name: "id", type: "S" } };
const KILLED = new Error("killed");

const FORMATS = ["csv", "json-lines", "dynamodb-json"] as const;

/** Which of a file's records are well-formed; the others are rejects. */
interface FileShape {
  readonly format: (typeof FORMATS)[number];
  readonly records: readonly boolean[];
}

interface Kill {
  readonly batches: number;
  readonly seconds: number;
}

const HEADERS = { csv: "id,n\n", "json-lines": "", "dynamodb-json": "" };
const LINES = {
  csv: (id: string) => `${id},1`,
  "json-lines": (id: string) => JSON.stringify({ id, n: 1 }),
  "dynamodb-json": (id: string) => JSON.stringify({ Item: { id: { S: id }, n: { N: "1" } } }),
};

function bytesOfFile({ format, records }: FileShape, at: number): Buffer {
  const lines = records.map((isGood, n) => (isGood ? LINES[format](`F${at}R${n}`) : '{"broken'));
  return Buffer.from(`${HEADERS[format]}${lines.map((line) => `${line}\n`).join("")}`);
}

/** Several files in memory; `opened` has the numbers of those that were opened. */
function sourceOf(shapes: readonly FileShape[], opened: number[]): SeveralSource {
  const contents = shapes.map(bytesOfFile);
  const files = contents.map(({ length }, at) => ({ name: `s3://b/part-${at}`, bytes: length }));
  const open: SeveralSource["open"] = async (file) => {
    const at = files.findIndex(({ name }) => name === file.name);
    opened.push(at);
    const bytes = contents[at] ?? Buffer.alloc(0);
    const input: Input = {
      ...{ name: file.name, label: file.name, bytes: bytes.length },
      identity: { bytes: bytes.length, etag: String(at) },
      // In chunks, so that a file has several blocks.
      read: () => Readable.from(chunksOf(bytes, 64)),
    };
    const csv = { delimiter: ",", types: {}, infer: true, empty: "omit" } as const;
    const format = shapes[at]?.format;
    const keyAttributes = [KEYS.partitionKey];
    return openSource(input, { format, csv, keyAttributes, needed: [], table: "T" });
  };
  const input = {
    ...{ name: "parts", label: "parts", bytes: undefined, identity: { of: "several files" } },
    ...{ files, passedOver: [] },
  };
  return { input, open, format: "several", firstFormat: undefined, formats: new Set() };
}

function chunksOf(bytes: Buffer, size: number): Buffer[] {
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
}

/** What is left of a load when its process is killed. */
class Kept {
  readonly checkpoints = new Map<string, Checkpoint>();
  rejects: readonly string[] = [];
}

async function run(
  shapes: readonly FileShape[],
  table: TableInMemory,
  clock: ManualClock,
  kept: Kept,
  kill: Kill | undefined,
): Promise<LoadRun> {
  const interrupt = new Interrupt();
  let isDead = false;
  const die = () => {
    isDead = true;
    interrupt.abort();
  };
  const store = new CheckpointInMemory(kept.checkpoints);
  const save = store.save.bind(store);
  store.save = async (checkpoint) => {
    if (isDead) throw KILLED;
    await save(checkpoint);
  };
  const rejects = new RejectsInMemory();
  rejects.lines = [...kept.rejects];
  rejects.flush = async () => {
    if (!isDead) kept.rejects = [...rejects.lines];
  };
  const opened: number[] = [];
  const { source, checkpoints } = await beginFiles(
    sourceOf(shapes, opened),
    await loadCheckpoints({ store, resume: true, load: LOAD, nowMs: 0 }),
  );
  const { earlier } = checkpoints;
  if (earlier) await rejects.keepBefore(earlier.next);
  if (kill) void clock.sleep(kill.seconds * 1_000, interrupt.signal).then(die, () => undefined);
  const ended = await runLoad({
    ...{ source, range: undefined, checkpoints, rejects, interrupt, clock, checkpointSeconds: 1 },
    ...{ shape: { keys: KEYS, deletes: false }, table: { name: "T", keys: KEYS } },
    ...{ pacer: undefined, random: () => 0.5, concurrency: 3, maxAttempts: 1_000 },
    transport: table.transport((count) => {
      if (kill && count >= kill.batches) die();
    }),
    onProgress: () => {},
  });
  // What is done is not read again, and nothing is read twice.
  const from = severalCursorOf(earlier?.cursor).file;
  expect(opened.every((at) => at >= from)).toBe(true);
  expect(new Set(opened).size).toBe(opened.length);
  return ended;
}

const shapes = fc.array(
  fc.record<FileShape>({
    format: fc.constantFrom(...FORMATS),
    records: fc.array(
      fc.nat({ max: 9 }).map((n) => n > 0),
      { maxLength: 60 },
    ),
  }),
  { minLength: 1, maxLength: 6 },
);
/** The first request of a batch is taken: each answer brings the load on. */
const evenNumbers = fc.nat({ max: 2 ** 24 - 1 }).map((half) => half * 2);
const answers = fc.array(
  fc.record<Answer>({ ms: fc.nat({ max: 3_000 }), unprocessed: evenNumbers }),
  { minLength: 1, maxLength: 6 },
);
const kills = fc.array(
  fc.record<Kill>({ batches: fc.integer({ min: 1, max: 4 }), seconds: fc.nat({ max: 20 }) }),
  { maxLength: 6 },
);

test("several files whose load is killed anywhere give each record once, and the counts add up", async () => {
  await fc.assert(
    fc.asyncProperty(shapes, answers, kills, async (files, tableAnswers, allKills) => {
      const clock = new ManualClock();
      const table = new TableInMemory(clock, tableAnswers);
      const kept = new Kept();
      const toItsEnd = async () => {
        for (const kill of [...allKills, undefined]) {
          const ended = await run(files, table, clock, kept, kill).catch((error) => {
            expect(error).toBe(KILLED);
            return undefined;
          });
          if (ended?.complete) return;
        }
        throw new Error("expected the last run to come to the end");
      };
      await clock.run(toItsEnd());

      const good = files.flatMap(({ records }, at) =>
        records.flatMap((isGood, n) => (isGood ? [`F${at}R${n}`] : [])),
      );
      const items = [...table.items.values()].map((json) => JSON.parse(json).id.S);
      expect(items.toSorted()).toEqual(good.toSorted());

      // Each reject once, with its number in the whole source and its file.
      const all = files.flatMap(({ records }, at) => records.map((isGood) => ({ isGood, at })));
      const bad = all.flatMap(({ isGood, at }, index) =>
        isGood ? [] : [{ index, file: `s3://b/part-${at}` }],
      );
      const rejects = kept.rejects
        .map((line) => JSON.parse(line).position)
        .map(({ index, file }) => ({ index, file }));
      expect(rejects.toSorted((one, other) => one.index - other.index)).toEqual(bad);

      const [checkpoint] = kept.checkpoints.values();
      const { written = 0, deduplicated = 0, rejected } = checkpoint?.counts ?? {};
      expect({ written: written + deduplicated, rejected }).toEqual({
        written: good.length,
        rejected: bad.length,
      });
      expect(checkpoint?.next).toBe(all.length);
    }),
    { numRuns: 100 },
  );
});
