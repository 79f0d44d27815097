import { expect, test } from "vitest";
import { KeyLedger } from "../../src/compare/key-ledger.ts";

const key = (index: number) => ({ pk: `k${index}`, sk: "1" });
const due = (...moments: number[]) =>
  moments.map((dueAtMs, index) => ({ key: key(index), dueAtMs }));
const REASON = { code: "X", message: "x" };

test("asks only for keys that are due, the longest unasked first", () => {
  const ledger = new KeyLedger(due(0, 0, 1_000), 3);
  expect(ledger.nextKeys(0, 1)).toEqual([key(0)]);
  expect(ledger.nextKeys(1, 1)).toEqual([key(1)]);
  expect(ledger.nextKeys(2, 5)).toEqual([key(0), key(1)]);
  expect(ledger.nextKeys(1_000, 5)).toEqual([key(2), key(0), key(1)]);
});

test("a record that failed and is in the table after all is written, and counts once", () => {
  const ledger = new KeyLedger(due(0), 1);
  ledger.markFailed(key(0), REASON);
  expect(ledger.accounting()).toEqual({ records: 1, written: 0, failed: 1, unaccounted: 0 });
  ledger.markWritten([key(0), key(0)]);
  expect(ledger.accounting()).toEqual({ records: 1, written: 1, failed: 0, unaccounted: 0 });
  expect(ledger.reasons()).toEqual([]);
});

test("two records of one key leave one unaccounted for", () => {
  const ledger = new KeyLedger([...due(0), ...due(0)], 2);
  ledger.markWritten([key(0)]);
  expect(ledger.accounting()).toEqual({ records: 2, written: 1, failed: 0, unaccounted: 1 });
});

test("groups reasons, most frequent first", () => {
  const ledger = new KeyLedger(due(0, 0, 0), 3);
  ledger.markFailed(key(0), { code: "A", message: "a" });
  ledger.markFailed(key(1), { code: "B", message: "b" });
  ledger.markFailed(key(2), { code: "B", message: "b" });
  expect(ledger.reasons()).toEqual([
    { code: "B", message: "b", records: 2 },
    { code: "A", message: "a", records: 1 },
  ]);
});
