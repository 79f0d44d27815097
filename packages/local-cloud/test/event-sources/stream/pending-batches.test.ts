import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type BatchOutcome,
  PendingBatches,
  type PendingBatchesOptions,
  type Step,
} from "../../../src/event-sources/stream/pending-batches.ts";

interface Item {
  readonly id: number;
  readonly arrivedAt: number;
}

const settings: PendingBatchesOptions = {
  maximumRetries: Number.POSITIVE_INFINITY,
  maximumAgeMs: 60_000,
  bisects: false,
};
const items = (...ids: number[]): Item[] => ids.map((id) => ({ id, arrivedAt: 0 }));
const ids = (records: readonly Item[]) => records.map(({ id }) => id);

function pending(changes: Partial<PendingBatchesOptions>, ...of: number[]) {
  const batches = new PendingBatches<Item>({ ...settings, ...changes });
  batches.begin(items(...of));
  return batches;
}

/** Goes on with outcomes, waiting where it says so; gives what it did. */
function story(batches: PendingBatches<Item>, outcomes: readonly BatchOutcome[]): string[] {
  const told: string[] = [];
  const left = [...outcomes];
  let now = 0;
  for (;;) {
    const step = batches.next(now);
    if (step === undefined) return told;
    if (step.kind === "wait") {
      told.push(`wait ${step.ms}`);
      now += step.ms;
    } else if (step.kind === "discard") {
      told.push(`give up ${ids(step.records)} ${step.condition} after ${step.invokeCount}`);
      batches.discarded(step.records.length);
    } else {
      const outcome = left.shift();
      if (outcome === undefined) return told;
      const done = batches.settle(now, outcome);
      told.push(`${ids(step.records)} ${outcome.kind}, done ${ids(done)}`);
    }
  }
}

const ok: BatchOutcome = { kind: "succeeded" };
const failed: BatchOutcome = { kind: "failed" };
const throttled: BatchOutcome = { kind: "throttled" };
const partly = (from: number): BatchOutcome => ({ kind: "partly", from });

describe("a pending batch", () => {
  it.each<[string, Partial<PendingBatchesOptions>, BatchOutcome[], string[]]>([
    ["is done when the function succeeds", {}, [ok], ["1,2,3 succeeded, done 1,2,3"]],
    [
      "is tried again after a growing wait",
      {},
      [failed, failed, ok],
      [
        "1,2,3 failed, done ",
        "wait 200",
        "1,2,3 failed, done ",
        "wait 400",
        "1,2,3 succeeded, done 1,2,3",
      ],
    ],
    [
      "is given up when its retries are used up",
      { maximumRetries: 1 },
      [failed, failed],
      [
        "1,2,3 failed, done ",
        "wait 200",
        "1,2,3 failed, done ",
        "give up 1,2,3 RetryAttemptsExhausted after 2",
      ],
    ],
    [
      "is given up at once without retries",
      { maximumRetries: 0 },
      [failed],
      ["1,2,3 failed, done ", "give up 1,2,3 RetryAttemptsExhausted after 1"],
    ],
    [
      "is halved, which uses up no retry",
      { bisects: true, maximumRetries: 0 },
      [failed, failed, failed, ok, ok],
      [
        "1,2,3 failed, done ",
        "1,2 failed, done ",
        "1 failed, done ",
        "give up 1 RetryAttemptsExhausted after 3",
        "2 succeeded, done 2",
        "3 succeeded, done 3",
      ],
    ],
    [
      "goes on with the first record that failed, which is a retry",
      { maximumRetries: 1 },
      [partly(1), partly(1)],
      [
        "1,2,3 partly, done 1",
        "wait 200",
        "2,3 partly, done 2",
        "give up 3 RetryAttemptsExhausted after 2",
      ],
    ],
    [
      "is cut at the first record that failed, which is no retry where it bisects",
      { bisects: true, maximumRetries: 0 },
      [partly(1), partly(0), failed, ok],
      [
        "1,2,3 partly, done 1",
        "2,3 partly, done ",
        "2 failed, done ",
        "give up 2 RetryAttemptsExhausted after 3",
        "3 succeeded, done 3",
      ],
    ],
    [
      "failed whole when its first record did",
      { maximumRetries: 0 },
      [partly(0)],
      ["1,2,3 partly, done ", "give up 1,2,3 RetryAttemptsExhausted after 1"],
    ],
    [
      "waits for a throttled function without using up retries",
      { maximumRetries: 0 },
      [throttled, throttled, ok],
      [
        "1,2,3 throttled, done ",
        "wait 250",
        "1,2,3 throttled, done ",
        "wait 500",
        "1,2,3 succeeded, done 1,2,3",
      ],
    ],
    [
      "is given up when its records are too old, however it failed",
      { maximumAgeMs: 300 },
      [throttled, throttled],
      [
        "1,2,3 throttled, done ",
        "wait 250",
        "1,2,3 throttled, done ",
        "wait 51",
        "give up 1,2,3 RecordAgeExceeded after 0",
      ],
    ],
  ])("%s", (_what, changes, outcomes, expected) => {
    expect(story(pending(changes, 1, 2, 3), outcomes)).toEqual(expected);
  });

  it("gives up its old records only", () => {
    const batches = new PendingBatches<Item>({ ...settings, maximumAgeMs: 100 });
    batches.begin([1, 2, 3].map((id) => ({ id, arrivedAt: id * 50 })));
    expect(batches.next(201)).toMatchObject({ kind: "discard", condition: "RecordAgeExceeded" });
    batches.discarded(2);
    expect(batches.next(201)).toEqual({ kind: "invoke", records: [{ id: 3, arrivedAt: 150 }] });
  });

  it("waits no longer when it is to hurry", () => {
    const batches = pending({}, 1);
    batches.next(0);
    batches.settle(0, failed);
    expect(batches.next(1)?.kind).toBe("wait");
    batches.hurry();
    expect(batches.next(1)).toEqual({ kind: "invoke", records: items(1) });
  });
});

describe("whatever the function does", () => {
  const outcome = fc.oneof(
    fc.constantFrom(ok, failed, throttled),
    fc.nat(8).map((from) => partly(from)),
  );
  const some = fc.record({
    maximumRetries: fc.constantFrom(0, 1, 3, Number.POSITIVE_INFINITY),
    maximumAgeMs: fc.constantFrom(500, 5_000, 1e9),
    bisects: fc.boolean(),
  });

  /** Runs batches one after the other; after the outcomes the function succeeds. */
  function run(options: PendingBatchesOptions, sizes: number[], outcomes: BatchOutcome[]) {
    const batches = new PendingBatches<Item>(options);
    const seen: number[][] = [];
    const done: number[] = [];
    const givenUp: number[] = [];
    const left = [...outcomes];
    let now = 0;
    let id = 0;
    for (const size of sizes) {
      batches.begin(Array.from({ length: size }, () => ({ id: id++, arrivedAt: now })));
      for (let step: Step<Item> | undefined = batches.next(now); step; step = batches.next(now)) {
        if (step.kind === "wait") {
          expect(step.ms).toBeGreaterThan(0);
          now += step.ms;
        } else if (step.kind === "discard") {
          expect(step.records.length).toBeGreaterThan(0);
          givenUp.push(...ids(step.records));
          batches.discarded(step.records.length);
        } else {
          const { records } = step;
          seen.push(ids(records));
          const told = left.shift() ?? ok;
          const from = told.kind === "partly" ? told.from % records.length : 0;
          const settled = batches.settle(now, told.kind === "partly" ? partly(from) : told);
          // Done only what the function said is done.
          const said = told.kind === "succeeded" ? records.length : from;
          expect(ids(settled)).toEqual(ids(records.slice(0, said)));
          done.push(...ids(settled));
        }
      }
      expect(batches.isEmpty).toBe(true);
    }
    return { seen, done, givenUp, count: id };
  }

  it("each record is done or given up, once, and in order", () => {
    fc.assert(
      fc.property(
        some,
        fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 5 }),
        fc.array(outcome),
        (...of) => {
          const { seen, done, givenUp, count } = run(...of);
          const all = [...done, ...givenUp].sort((one, other) => one - other);
          expect(all).toEqual(Array.from({ length: count }, (_, id) => id));
          expect(done).toEqual([...done].sort((one, other) => one - other));
          expect(givenUp).toEqual([...givenUp].sort((one, other) => one - other));
          // A batch is in order and without gaps, and the next one begins with a record seen before, or the next.
          let highest = -1;
          for (const batch of seen) {
            expect(batch).toEqual(batch.map((_, index) => (batch[0] ?? 0) + index));
            const unseen = batch.filter((id) => id > highest);
            for (const id of unseen) {
              const skipped = Array.from(
                { length: id - highest - 1 },
                (_, gap) => highest + 1 + gap,
              );
              expect(givenUp).toEqual(expect.arrayContaining(skipped));
              highest = id;
            }
          }
        },
      ),
    );
  });

  it("gives up nothing without limits", () => {
    const unlimited = { maximumRetries: Number.POSITIVE_INFINITY, maximumAgeMs: 1e12 };
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.integer({ min: 1, max: 20 }),
        fc.array(outcome),
        (bisects, size, outcomes) => {
          expect(run({ ...unlimited, bisects }, [size], outcomes).givenUp).toEqual([]);
        },
      ),
    );
  });
});
