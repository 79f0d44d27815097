import { ManualClock } from "@spillway/testkit";
import fc from "fast-check";
import { expect, it } from "vitest";
import { assertAddsUp, type SourceEntry, type WriteOutcome, writeAll } from "../../src/index.ts";
import { type Answer, FakeTable, TABLE } from "../fixtures/fake-table.ts";
import { shapeOf } from "../fixtures/shapes.ts";
import { WatchedTransport } from "../fixtures/watched-transport.ts";

const entry = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constantFrom("put", "delete"), key: fc.nat(80) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom("malformed", "keyless", "over-size", "refused"),
      key: fc.nat(80),
    }),
  },
);
type Entry = typeof entry extends fc.Arbitrary<infer T> ? T : never;

const OVERSIZE = "x".repeat(400 * 1_024);
const CODES: Readonly<Record<string, string>> = {
  malformed: "MALFORMED",
  keyless: "KEY_MISSING",
  "over-size": "ITEM_TOO_LARGE",
  refused: "ITEM_INVALID",
};

function sourceEntry({ kind, key }: Entry, index: number): SourceEntry {
  const position = { line: index + 1, index };
  const record = { pk: `k${key}`, n: index };
  switch (kind) {
    case "malformed": {
      const reason = { code: "MALFORMED", message: "expected a record" };
      return { ok: false, reason, position, raw: "?" };
    }
    case "keyless":
      return { ok: true, record: { n: index }, position };
    case "over-size":
      return { ok: true, record: { ...record, text: OVERSIZE }, position };
    // Keys of their own, so that no later record of the key takes their place.
    case "refused":
      return { ok: true, record: { ...record, pk: `bad${index}` }, position };
    case "delete":
      return { ok: true, delete: record, position };
    default:
      return { ok: true, record, position };
  }
}

const answers: fc.Arbitrary<Answer> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Answer>({ kind: "taken" }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("partial"), nth: fc.integer({ min: 1, max: 9 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.constant<Answer>({
      kind: "throttled",
      reasons: ["TableWriteProvisionedThroughputExceeded"],
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("fault"), status: fc.constant(503) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("dropped"), applied: fc.boolean() }) },
);

it("reports what was sent, done, sent back and refused, to the record, under any faults", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(entry, { maxLength: 300, size: "max" }),
      fc.array(answers, { maxLength: 80, size: "max" }),
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom(2, 4, 100),
      async (entries, script, concurrency, maxAttempts) => {
        const clock = new ManualClock();
        const table = new FakeTable({
          clock,
          answers: script,
          refuses: ({ key }) => key.startsWith("Sbad"),
        });
        const watched = new WatchedTransport(table, shapeOf(1, 1));
        const outcomes: WriteOutcome[] = [];
        const report = await clock.run(
          writeAll(entries.map(sourceEntry), {
            transport: watched,
            table: TABLE,
            clock,
            random: () => 0.5,
            concurrency,
            maxAttempts,
            onOutcome: (outcome) => {
              outcomes.push(outcome);
            },
          }),
        );
        assertAddsUp(report);
        expect(report.read).toBe(entries.length);
        expect(report.written).toBe(watched.done);
        expect(report.bytes).toBe(watched.bytesDone);
        expect(report.attempts).toBe(watched.sends);
        expect(report.retries).toBe(watched.sends - new Set(table.batches.flat()).size);
        expect(report.batches).toEqual({ sent: watched.requests, failed: watched.failedRequests });
        expect(report.throttledWrites).toBe(watched.sentBack);
        const byReason = Object.values(report.throttles).reduce((sum, count) => sum + count, 0);
        expect(byReason).toBe(watched.sentBack);
        // The table says so much of each write.
        const indexes =
          watched.done > 0 ? { byEmail: watched.done * 2 } : report.unitsConsumed.indexes;
        expect(report.unitsConsumed).toEqual({ table: watched.done, indexes });

        const failed = outcomes.filter(({ kind }) => kind !== "rejected");
        expect(report.failed).toBe(failed.length);
        if (maxAttempts === 100) expect(failed).toEqual([]);
        const rejected = outcomes.filter(({ kind }) => kind === "rejected");
        const told = new Map(rejected.map(({ position, reason }) => [position.index, reason.code]));
        const unwritten = new Set(failed.map(({ position }) => position.index));
        const expected = entries.flatMap(({ kind }, index): [number, string][] => {
          const code = CODES[kind];
          // One that DynamoDB refuses may be out of attempts before that.
          return code === undefined || unwritten.has(index) ? [] : [[index, code]];
        });
        expect(report.rejected).toBe(rejected.length);
        expect(told).toEqual(new Map(expected));
        expect(report.errors).toHaveLength(outcomes.length);
      },
    ),
    { numRuns: 150 },
  );
}, 180_000);
