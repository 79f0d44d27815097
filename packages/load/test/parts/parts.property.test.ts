import { Readable } from "node:stream";
import { gzipSync, zstdCompressSync } from "node:zlib";
import type { KeySchema } from "@spillway/item";
import { ManualClock } from "@spillway/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Checkpoint } from "../../src/checkpoint/checkpoint.ts";
import type { CheckpointStore } from "../../src/checkpoint/checkpoint-store.ts";
import { loadCheckpoints } from "../../src/checkpoint/load-checkpoints.ts";
import type { Input } from "../../src/input/input.ts";
import { sourceOfPart } from "../../src/parts/planned-source.ts";
import { splitSource } from "../../src/parts/split-source.ts";
import { Interrupt } from "../../src/run/interrupt.ts";
import { type LoadRun, runLoad } from "../../src/run/run-load.ts";
import { openSource } from "../../src/source/open-source.ts";
import type { Source } from "../../src/source/source.ts";
import { CheckpointInMemory, LOAD } from "../checkpoint-in-memory.ts";
import { RejectsInMemory } from "../rejects-in-memory.ts";
import { type Answer, TableInMemory } from "../table-in-memory.ts";

const KEYS: KeySchema = { partitionKey: { name: "id", type: "S" } };
const KILLED = new Error("killed");

function inputOf(bytes: Buffer): Input {
  return {
    ...{ name: "s3://bucket/records", label: "records", bytes: bytes.length },
    identity: { bytes: bytes.length, etag: "1" },
    read: () => Readable.from([bytes]),
    object: { size: bytes.length, read: async (start, end) => bytes.subarray(start, end) },
  };
}

/** What a worker is killed after, or fenced out: nothing that it saves from then on counts. */
interface Kill {
  readonly batches: number;
  readonly seconds: number;
}

/** The stores of one part, of which what was saved before a kill is left. */
class PartStores {
  readonly checkpoints = new Map<string, Checkpoint>();
  #kept: string[] = [];

  rejects(isDead: () => boolean): RejectsInMemory {
    const store = new RejectsInMemory();
    store.lines = [...this.#kept];
    store.flush = async () => {
      if (!isDead()) this.#kept = [...store.lines];
    };
    return store;
  }

  checkpoint(isDead: () => boolean): CheckpointStore {
    const store = new CheckpointInMemory(this.checkpoints);
    const save = store.save.bind(store);
    store.save = async (checkpoint) => {
      if (isDead()) throw KILLED;
      await save(checkpoint);
    };
    return store;
  }

  /** What is left when all runs have ended. */
  outcome() {
    const [checkpoint] = this.checkpoints.values();
    const rejects = this.#kept.map((line) => {
      const { position, ...rest } = JSON.parse(line);
      return { ...rest, byte: position.byte };
    });
    return { counts: checkpoint?.counts, rejects: rejects.sort((a, b) => a.byte - b.byte) };
  }
}

interface Part {
  readonly source: Source;
  readonly range: { readonly begin: number; readonly end: number } | undefined;
}

/** One run of a part; it is killed on the way, perhaps. */
async function run(
  part: Part,
  table: TableInMemory,
  clock: ManualClock,
  stores: PartStores,
  kill: Kill | undefined,
): Promise<LoadRun> {
  const interrupt = new Interrupt();
  let isDead = false;
  const die = () => {
    isDead = true;
    interrupt.abort();
  };
  const store = stores.checkpoint(() => isDead);
  const checkpoints = await loadCheckpoints({ store, resume: true, load: LOAD, nowMs: 0 });
  const rejects = stores.rejects(() => isDead);
  if (checkpoints.earlier) await rejects.keepBefore(checkpoints.earlier.next);
  if (kill) void clock.sleep(kill.seconds * 1_000, interrupt.signal).then(die, () => undefined);
  return runLoad({
    ...{ ...part, checkpoints, rejects, interrupt, clock, checkpointSeconds: 1 },
    ...{ shape: { keys: KEYS, deletes: false }, table: { name: "T", keys: KEYS } },
    ...{ pacer: undefined, random: () => 0.5, concurrency: 3, maxAttempts: 1_000 },
    transport: table.transport((count) => {
      if (kill && count >= kill.batches) die();
    }),
    onProgress: () => {},
  });
}

/** Runs a part until it is complete, one worker after the other. */
async function runToEnd(
  part: Part,
  table: TableInMemory,
  clock: ManualClock,
  kills: readonly Kill[],
) {
  const stores = new PartStores();
  for (const kill of [...kills, undefined]) {
    const ended = await run(part, table, clock, stores, kill).catch((error) => {
      expect(error).toBe(KILLED);
      return undefined;
    });
    if (ended?.complete) return { ended, ...stores.outcome() };
  }
  throw new Error("expected the last worker to come to the end");
}

const text = fc.string({ unit: fc.constantFrom("a", "é", " ", "7"), maxLength: 4 });
const quoted = fc
  .string({ unit: fc.constantFrom("a", "\n", ",", '""'), maxLength: 6 })
  .map((inner) => `"${inner}"`);
const csvRest = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 3, arbitrary: quoted },
  // Malformed, or of a number where the others have text.
  { weight: 1, arbitrary: fc.constantFrom("a,b", '"', 'x"', "12", '"open\n') },
);
const jsonRest = fc.oneof(
  { weight: 4, arbitrary: text.map((n) => JSON.stringify({ n })) },
  { weight: 1, arbitrary: fc.constantFrom("", "{", "[]", "{}") },
);

/** Files whose records have each its own key, or none. */
const files = fc.oneof(
  fc.array(csvRest, { maxLength: 60 }).map((rests) => ({
    format: "csv" as const,
    text: `id,n\n${rests.map((rest, n) => `K${n},${rest}\n`).join("")}`,
  })),
  fc.array(jsonRest, { maxLength: 60 }).map((rests) => ({
    format: "json-lines" as const,
    text: rests.map((rest, n) => `${rest.replace(/^\{(?=")/, `{"id":"K${n}",`)}\n`).join(""),
  })),
);
/** The first request of a batch is taken: each answer brings the load on. */
const evenNumbers = fc.nat({ max: 2 ** 24 - 1 }).map((half) => half * 2);
const answers = fc.array(
  fc.record<Answer>({ ms: fc.nat({ max: 3_000 }), unprocessed: evenNumbers }),
  { minLength: 1, maxLength: 6 },
);
const kills = fc.array(
  fc.record<Kill>({ batches: fc.integer({ min: 1, max: 4 }), seconds: fc.nat({ max: 20 }) }),
  { maxLength: 5 },
);

/** How a text is stored. All but the first is read from its beginning only. */
const STORED = {
  plain: (text: string) => Buffer.from(text),
  gzip: (text: string) => gzipSync(text),
  zstd: (text: string) => zstdCompressSync(text),
  "UTF-16": (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le"),
} as const;
const stored = fc.constantFrom("plain", "plain", "plain", "gzip", "zstd", "UTF-16");

/** How many records ended in which way. One that a later one of its key replaced counts as written. */
function sum(all: readonly (Checkpoint["counts"] | undefined)[]) {
  const total = { written: 0, rejected: 0, failed: 0, spilled: 0 };
  for (const counts of all) {
    total.written += (counts?.written ?? 0) + (counts?.deduplicated ?? 0);
    total.rejected += counts?.rejected ?? 0;
    total.failed += counts?.failed ?? 0;
    total.spilled += counts?.spilled ?? 0;
  }
  return total;
}

test("parts whose workers are killed come to what one whole load comes to", async () => {
  await fc.assert(
    fc.asyncProperty(
      ...([files, fc.integer({ min: 5, max: 400 }), answers, kills, stored] as const),
      async (file, rangeBytes, tableAnswers, workerKills, how) => {
        const input = inputOf(STORED[how](file.text));
        const csv = { delimiter: undefined, types: {}, infer: true, empty: "omit" } as const;
        const source = await openSource(input, {
          ...{
            format: file.format,
            csv,
            keyAttributes: [KEYS.partitionKey],
            needed: [],
            table: "T",
          },
        });
        const clock = new ManualClock();
        const [alone, together] = [tableAnswers, tableAnswers].map(
          (all) => new TableInMemory(clock, all),
        ) as [TableInMemory, TableInMemory];
        const whole = await clock.run(runToEnd({ source, range: undefined }, alone, clock, []));
        const plan = await splitSource(source, { version: 1, identity: {} }, { rangeBytes });
        const isCut = plan.source.goesOnBy === "byte";
        expect(isCut).toBe(how === "plain");
        const parts = plan.ranges.map((range) => {
          const part = {
            source: sourceOfPart(input, plan.source),
            range: isCut ? range : undefined,
          };
          return runToEnd(part, together, clock, workerKills);
        });
        const ends = await clock.run(Promise.all(parts));
        expect(together.items).toEqual(alone.items);
        expect(ends.flatMap(({ rejects }) => rejects)).toEqual(whole.rejects);
        expect(sum(ends.map(({ counts }) => counts))).toEqual(sum([whole.counts]));
        if (isCut) {
          expect(ends.map(({ ended }) => ended.nextByte)).toEqual(
            plan.ranges.map(({ end }) => end),
          );
        }
      },
    ),
    { numRuns: 150 },
  );
});
