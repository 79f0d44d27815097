import { Deadline } from "@spillway/pacing";
import type { SourceRecord } from "@spillway/records";
import { ManualClock } from "@spillway/testkit";
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  assertAddsUp,
  type SettledKind,
  type SourceEntry,
  type WriteOutcome,
  type WriteSource,
  writeAll,
} from "../src/index.ts";
import { type Answer, FakeTable, serviceError, TABLE } from "./fixtures/fake-table.ts";
import { asynchronously } from "./fixtures/sources.ts";

const answers: fc.Arbitrary<Answer> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Answer>({ kind: "taken" }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("partial"), nth: fc.nat(9).map(plusOne) }),
  },
  {
    weight: 2,
    arbitrary: fc.constant<Answer>({
      kind: "throttled",
      reasons: ["TableWriteProvisionedThroughputExceeded", "IndexWriteKeyRangeThroughputExceeded"],
    }),
  },
  { weight: 1, arbitrary: fc.constant<Answer>({ kind: "fault", status: 503 }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("dropped"), applied: fc.boolean() }) },
);
const refusal: Answer = {
  kind: "error",
  error: serviceError("ResourceNotFoundException", 400, "no such table"),
};

function plusOne(n: number): number {
  return n + 1;
}

const runs = fc.record({
  /** Keys of the records in their order; many records of one key, or few. A third kind has no key. */
  keys: fc.oneof(
    fc.array(fc.nat(5), { maxLength: 200, size: "max" }),
    fc.array(fc.nat(60), { maxLength: 300, size: "max" }),
    fc.array(fc.nat(10_000), { maxLength: 400, size: "max" }),
  ),
  isAsync: fc.boolean(),
  blockSize: fc.option(fc.integer({ min: 1, max: 60 })),
  answers: fc.array(answers, { maxLength: 60, size: "max" }),
  refusedAt: fc.option(fc.nat(30), { freq: 4 }),
  latencies: fc.array(fc.nat(400), { minLength: 1, maxLength: 20 }),
  jitter: fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1 }),
  concurrency: fc.integer({ min: 1, max: 6 }),
  maxAttempts: fc.integer({ min: 1, max: 8 }),
  badKeys: fc.array(fc.nat(60), { maxLength: 3 }),
  deadlineMs: fc.option(fc.nat(3_000), { freq: 3 }),
  /** After so many written its caller ends it: at once, or so that what is in flight is answered. */
  ending: fc.option(fc.record({ atWritten: fc.nat(200), drains: fc.boolean() }), { freq: 4 }),
  unread: fc.constantFrom("report" as const, "leave" as const),
});

/** One at a time or in blocks, some of them empty; at once or as promises. */
function given(
  records: readonly SourceRecord[],
  { isAsync, blockSize }: { readonly isAsync: boolean; readonly blockSize: number | null },
): WriteSource {
  if (blockSize === null) return isAsync ? asynchronously(records) : records;
  const blocks: SourceRecord[][] = [];
  for (let at = 0; at < records.length; at += blockSize) {
    blocks.push([], records.slice(at, at + blockSize));
  }
  return isAsync ? asynchronously(blocks) : blocks;
}

/** Every eleventh key stands for a record without one. */
function isKeyless(key: number): boolean {
  return key % 11 === 10;
}

function sourceOf(keys: readonly number[]): SourceRecord[] {
  return keys.map((key, index) => ({
    ok: true,
    record: isKeyless(key) ? { n: index } : { pk: `k${key}`, n: index },
    position: { line: index + 1, index },
  }));
}

it("loses nothing, doubles nothing and keeps the order of keys, whatever DynamoDB answers", async () => {
  await fc.assert(
    fc.asyncProperty(runs, async (run) => {
      const clock = new ManualClock();
      const script = [...run.answers];
      if (run.refusedAt !== null) script.splice(run.refusedAt, 0, refusal);
      const bad = new Set(run.badKeys.map((key) => `Sk${key}`));
      const table = new FakeTable({
        clock,
        answers: script,
        latencyMs: (request) => run.latencies[request % run.latencies.length] ?? 0,
        refuses: ({ key }) => bad.has(key),
      });
      const outcomes: WriteOutcome[] = [];
      const settled = new Map<number, SettledKind>();
      const [abort, drain] = [new AbortController(), new AbortController()];
      let drawn = 0;
      const source = sourceOf(run.keys);
      const report = await clock.run(
        writeAll(given(source, run), {
          transport: table,
          table: TABLE,
          clock,
          random: () => run.jitter[drawn++ % run.jitter.length] ?? 0,
          concurrency: run.concurrency,
          maxAttempts: run.maxAttempts,
          unread: run.unread,
          signal: abort.signal,
          drain: drain.signal,
          ...(run.deadlineMs === null ? {} : { deadline: Deadline.after(clock, run.deadlineMs) }),
          onOutcome: (outcome) => {
            outcomes.push(outcome);
          },
          onSettled: ({ index }, kind) => {
            expect(settled.has(index)).toBe(false);
            settled.set(index, kind);
          },
          onProgress: ({ written }) => {
            if (run.ending === null || written < run.ending.atWritten) return;
            if (run.ending.drains) drain.abort();
            else abort.abort();
          },
        }),
      );

      expect(table.broken).toEqual([]);
      expect(table.maxInFlight).toBeLessThanOrEqual(run.concurrency);
      expect(clock.sleeping).toBe(0);

      // The report adds up, and agrees with what the caller was told and the table was sent.
      assertAddsUp(report);
      const told = outcomes.map(({ position }) => position.index);
      expect(new Set(told).size).toBe(told.length);
      expect(report.rejected + report.failed).toBe(told.length);
      expect(report.attempts).toBe(table.batches.flat().length);
      expect(report.attempts - report.retries).toBe(new Set(table.batches.flat()).size);
      expect(report.batches.sent).toBe(table.batches.length);
      if (report.stopped === undefined) expect(report.read).toBe(run.keys.length);
      else if (run.unread === "report") expect(report.read).toBe(run.keys.length);

      // Each record that was read has ended, or was left unsent.
      const unsent = outcomes.filter(({ kind }) => kind === "unsent").length;
      expect(settled.size + unsent).toBe(report.read);
      const kinds = [...settled.values()];
      const counted = (kind: SettledKind) => kinds.filter((one) => one === kind).length;
      expect(counted("written")).toBe(report.written);
      expect(counted("deduplicated")).toBe(report.deduplicated);
      expect(counted("rejected")).toBe(report.rejected);
      expect(counted("failed") + unsent).toBe(report.failed);

      // Of each key the last record that was read is in the table, or was told.
      const last = new Map(run.keys.slice(0, report.read).map((key, index) => [key, index]));
      for (const [key, index] of last) {
        if (told.includes(index)) continue;
        expect(isKeyless(key)).toBe(false);
        expect(table.items.get(`Sk${key}`)?.attributes.n).toEqual({ N: String(index) });
      }

      // Of a run that was only drained nothing is in the table that it calls unsent, unless an answer was lost.
      const isLost = run.answers.some(({ kind }) => kind === "dropped");
      if (run.ending?.drains && !isLost && run.refusedAt === null && run.deadlineMs === null) {
        for (const { kind, position } of outcomes) {
          const key = `Sk${run.keys[position.index]}`;
          if (kind !== "unsent") continue;
          const inTable = table.items.get(key)?.attributes.n;
          expect(inTable).not.toEqual({ N: String(position.index) });
        }
      }

      // No write of a key was sent after a later one.
      const sent = new Map<string, number>();
      for (const { key, attributes } of table.batches.flat()) {
        const index = Number(attributes.n && "N" in attributes.n ? attributes.n.N : Number.NaN);
        expect(index).toBeGreaterThanOrEqual(sent.get(key) ?? 0);
        sent.set(key, index);
      }
    }),
    { numRuns: 200 },
  );
});

it("holds at most one batch more than is in flight, however long the source", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.array(answers, { maxLength: 60, size: "max" }),
      async (concurrency, script) => {
        const clock = new ManualClock();
        let pulled = 0;
        let settled = 0;
        let mostHeld = 0;
        function* source() {
          for (const record of sourceOf(Array.from({ length: 600 }, (_, key) => key * 11))) {
            pulled += 1;
            mostHeld = Math.max(mostHeld, pulled - settled);
            yield record;
          }
        }
        await clock.run(
          writeAll(source(), {
            transport: new FakeTable({ clock, answers: script }),
            table: TABLE,
            clock,
            random: () => 0.7,
            concurrency,
            onProgress: ({ written, failed, deduplicated, rejected }) => {
              settled = written + failed + deduplicated + rejected;
            },
          }),
        );
        expect(mostHeld).toBeLessThanOrEqual((concurrency + 1) * 25);
      },
    ),
    { numRuns: 50 },
  );
});

it("leaves the table as the last put or delete of each key says", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ key: fc.nat(40), op: fc.constantFrom("put", "delete") }), {
        maxLength: 400,
        size: "max",
      }),
      fc.array(answers, { maxLength: 40, size: "max" }),
      async (entries, script) => {
        const clock = new ManualClock();
        const table = new FakeTable({ clock, answers: script });
        const source: SourceEntry[] = entries.map(({ key, op }, index) => {
          const at = { ok: true, position: { line: index + 1, index } } as const;
          const record = { pk: `k${key}`, n: index };
          return op === "put" ? { ...at, record } : { ...at, delete: record };
        });
        const told = new Set<number>();
        const report = await clock.run(
          writeAll(source, {
            transport: table,
            table: TABLE,
            clock,
            random: () => 0.5,
            onOutcome: ({ position }) => void told.add(position.index),
          }),
        );
        assertAddsUp(report);
        expect(table.broken).toEqual([]);
        const last = new Map(entries.map(({ key, op }, index) => [key, { op, index }]));
        for (const [key, { op, index }] of last) {
          if (told.has(index)) continue;
          const found = table.items.get(`Sk${key}`)?.attributes.n;
          expect(found).toEqual(op === "put" ? { N: String(index) } : undefined);
        }
      },
    ),
    { numRuns: 100 },
  );
});
