import { Deadline } from "@spillway/pacing";
import { ManualClock } from "@spillway/testkit";
import { expect, test } from "vitest";
import { type FollowSources, followKeys } from "../../src/compare/follow-keys.ts";
import { KeyLedger, type RecordKey } from "../../src/compare/key-ledger.ts";
import { dueKeys } from "../../src/compare/spike-plan.ts";

const keys = (count: number): RecordKey[] =>
  Array.from({ length: count }, (_, index) => ({ pk: String(index), sk: "1" }));

/** A table into which key `i` comes at `arrivals[i]` ms. */
function follow(arrivals: readonly number[], windowSeconds: number, limitMs: number) {
  const clock = new ManualClock();
  const ledger = new KeyLedger(dueKeys(keys(arrivals.length), 0, windowSeconds), arrivals.length);
  const asked: number[] = [];
  const sources: FollowSources = {
    async readWritten(wanted) {
      asked.push(wanted.length);
      return wanted.filter(({ pk }) => (arrivals[Number(pk)] ?? Infinity) <= clock.now());
    },
    readFailures: async () => [],
    countFailures: async () => 0,
  };
  const following = followKeys(ledger, sources, {
    clock,
    deadline: new Deadline(clock, limitMs),
    pollMs: 1_000,
    onProgress: () => {},
    signal: new AbortController().signal,
  });
  return { clock, ledger, asked, following };
}

test("a spread spike is seen arriving, and its end is that of the last record", async () => {
  const arrivals = Array.from({ length: 200 }, (_, index) => Math.floor(index / 10) * 1_000 + 300);
  const { clock, ledger, asked, following } = follow(arrivals, 20, 60_000);
  expect(await clock.run(following)).toBe(20_000);
  expect(ledger.accounting()).toMatchObject({ written: 200, unaccounted: 0 });
  // Each key is asked for when it is due, not all of them all the time.
  expect(asked.reduce((sum, count) => sum + count, 0)).toBeLessThan(3 * 200);
});

test("what was written at once is looked up without a pause", async () => {
  const { clock, ledger, asked, following } = follow(new Array(950).fill(0), 0, 60_000);
  await clock.run(following);
  expect(clock.sleeps).toEqual([]);
  expect(asked).toEqual([100, 100, 100, 100, 100, 100, 100, 100, 100, 50]);
  expect(ledger.settled).toBe(true);
});

test("gives up at the deadline and says that it is not complete", async () => {
  const { clock, ledger, following } = follow([0, Number.POSITIVE_INFINITY], 0, 30_000);
  expect(await clock.run(following)).toBeUndefined();
  expect(clock.now()).toBe(30_000);
  expect(ledger.accounting()).toMatchObject({ written: 1, unaccounted: 1 });
});
