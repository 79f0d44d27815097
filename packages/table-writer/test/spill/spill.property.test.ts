import { Deadline } from "@spillway/pacing";
import { ManualClock } from "@spillway/testkit";
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  type SettledKind,
  type SourceEntry,
  type WriteOutcome,
  writeAll,
} from "../../src/index.ts";
import { FakeSpill } from "../fixtures/fake-spill.ts";
import { type Answer, FakeTable, serviceError, TABLE } from "../fixtures/fake-table.ts";
import { asynchronously } from "../fixtures/sources.ts";

const throttledWhole: Answer = {
  kind: "throttled",
  reasons: ["TableWriteProvisionedThroughputExceeded"],
};
const answers: fc.Arbitrary<Answer> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Answer>({ kind: "taken" }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("partial"), nth: fc.integer({ min: 1, max: 9 }) }),
  },
  { weight: 3, arbitrary: fc.constant<Answer>(throttledWhole) },
  { weight: 1, arbitrary: fc.constant<Answer>({ kind: "fault", status: 503 }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("dropped"), applied: fc.boolean() }) },
);
const refusal: Answer = {
  kind: "error",
  error: serviceError("AccessDeniedException", 400, "not allowed"),
};

const runs = fc.record({
  writes: fc
    .constantFrom(5, 60, 10_000)
    .chain((keys) =>
      fc.array(
        fc.record({ key: fc.nat(keys), op: fc.constantFrom("put" as const, "delete" as const) }),
        { maxLength: 500, size: "max" },
      ),
    ),
  isAsync: fc.boolean(),
  answers: fc.array(answers, { maxLength: 60, size: "max" }),
  refusedAt: fc.option(fc.nat(60), { freq: 3 }),
  latencyMs: fc.nat(300),
  spillLatencyMs: fc.nat(300),
  concurrency: fc.integer({ min: 1, max: 5 }),
  maxAttempts: fc.integer({ min: 1, max: 4 }),
  badKeys: fc.array(fc.nat(60), { maxLength: 2 }),
  fullKeys: fc.array(fc.nat(60), { maxLength: 3 }),
  breaksAt: fc.array(fc.nat(6), { maxLength: 2 }),
  deadlineMs: fc.option(fc.nat(2_000), { freq: 4 }),
  abortAtSpilled: fc.option(fc.nat(300), { freq: 3 }),
  unread: fc.constantFrom("report" as const, "leave" as const),
});

function sourceOf(writes: readonly { key: number; op: "put" | "delete" }[]): SourceEntry[] {
  return writes.map(({ key, op }, index) => {
    const at = { ok: true, position: { line: index + 1, index } } as const;
    const record = { pk: `k${key}`, n: index };
    return op === "put" ? { ...at, record } : { ...at, delete: record };
  });
}

it("loses nothing: each record is written, spilled, replaced by a later one, or told", async () => {
  await fc.assert(
    fc.asyncProperty(runs, async (run) => {
      const clock = new ManualClock();
      const script = [...run.answers];
      if (run.refusedAt !== null) script.splice(run.refusedAt, 0, refusal);
      const bad = new Set(run.badKeys.map((key) => `Sk${key}`));
      const full = new Set(run.fullKeys.map((key) => `Sk${key}`));
      const table = new FakeTable({
        clock,
        answers: script,
        latencyMs: (request) => (run.latencyMs * (1 + (request % 3))) / 3,
        refuses: ({ key }) => bad.has(key),
      });
      const spill = new FakeSpill({
        clock,
        latencyMs: run.spillLatencyMs,
        refuses: ({ key }) => full.has(key),
        breaksAt: (call) => run.breaksAt.includes(call),
      });
      const abort = new AbortController();
      const outcomes: WriteOutcome[] = [];
      const settled = new Map<number, SettledKind>();
      const source = sourceOf(run.writes);
      const report = await clock.run(
        writeAll(run.isAsync ? asynchronously(source) : source, {
          transport: table,
          table: TABLE,
          clock,
          random: () => 0.5,
          concurrency: run.concurrency,
          maxAttempts: run.maxAttempts,
          unread: run.unread,
          spill: spill.take,
          signal: abort.signal,
          ...(run.deadlineMs === null ? {} : { deadline: Deadline.after(clock, run.deadlineMs) }),
          onOutcome: (outcome) => {
            outcomes.push(outcome);
          },
          onSettled: ({ index }, kind) => {
            expect(settled.has(index)).toBe(false);
            settled.set(index, kind);
          },
          onProgress: ({ spilled }) => {
            if (run.abortAtSpilled !== null && spilled >= run.abortAtSpilled) abort.abort();
          },
        }),
      );

      expect(table.broken).toEqual([]);
      expect(spill.broken).toEqual([]);
      expect(spill.maxOpen).toBeLessThanOrEqual(4);
      expect(clock.sleeping).toBe(0);

      // The report adds up (writeAll throws otherwise) and agrees with what the caller was told.
      const told = new Set(outcomes.map(({ position }) => position.index));
      expect(told.size).toBe(outcomes.length);
      expect(report.rejected + report.failed).toBe(told.size);
      expect(report.spilled).toBe(spill.kept.length);
      const kinds = [...settled.values()];
      const counted = (kind: SettledKind) => kinds.filter((one) => one === kind).length;
      const unsent = outcomes.filter(({ kind }) => kind === "unsent").length;
      expect(counted("spilled")).toBe(report.spilled);
      expect(counted("written")).toBe(report.written);
      expect(settled.size + unsent).toBe(report.read);

      // Only a run that was aborted or refused leaves a source unread, or writes unsent.
      const isCutShort = report.stopped !== undefined && report.stopped.code !== "DEADLINE";
      if (!isCutShort) {
        expect(unsent).toBe(0);
        expect(report.read).toBe(run.writes.length);
      }

      // When the spill is drained, each key is as its last record says, but for those that were told.
      const drained = new Map(table.items);
      for (const write of spill.kept) {
        if (write.op === "put") drained.set(write.key, write);
        else drained.delete(write.key);
      }
      const last = new Map(
        run.writes.slice(0, report.read).map(({ key, op }, index) => [key, { op, index }]),
      );
      for (const [key, { op, index }] of last) {
        if (told.has(index)) continue;
        const n = drained.get(`Sk${key}`)?.attributes.n;
        expect(n).toEqual(op === "put" ? { N: String(index) } : undefined);
      }
    }),
    { numRuns: 300 },
  );
});
