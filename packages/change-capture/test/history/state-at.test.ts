import type { AttributeMap } from "@spillway/item";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { itemHistory } from "../../src/history/item-history.ts";
import { stateAt } from "../../src/history/state-at.ts";
import { changesOf, KEYS, type Write } from "./write-history.ts";

const START = Date.parse("2026-11-28T10:00:00.000Z");
const items: fc.Arbitrary<AttributeMap | undefined> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(undefined) },
  {
    weight: 5,
    arbitrary: fc.record({ n: fc.record({ N: fc.integer().map(String) }) }),
  },
);
/** Writes with pauses from none to some seconds, so that several fall into one. */
const writes = fc
  .array(fc.record({ pauseMs: fc.nat(2_500), item: items }), { minLength: 1, maxLength: 60 })
  .map((list) => {
    let atMs = START;
    return list.map(({ pauseMs, item }): Write => {
      atMs += pauseMs;
      return { atMs, item };
    });
  });

/** What the item was, by the writes themselves: all of a second have happened at its beginning. */
function modelAt(list: readonly Write[], atMs: number): AttributeMap | undefined {
  let item: AttributeMap | undefined;
  for (const write of list) {
    if (Math.floor(write.atMs / 1_000) * 1_000 <= atMs) item = write.item;
  }
  return item && { ...KEYS, ...item };
}

test("agrees with a model at random moments, whatever order and repeats the log has", () => {
  fc.assert(
    fc.property(
      writes,
      fc.array(fc.nat(100_000), { minLength: 20, maxLength: 20 }),
      fc.infiniteStream(fc.nat(1_000)),
      (list, moments, random) => {
        const changes = changesOf(list);
        const repeated = [...changes, ...changes.filter((_, n) => n % 3 === 0)];
        const shuffled = repeated
          .map((change) => ({ change, place: random.next().value }))
          .sort((a, b) => a.place - b.place)
          .map(({ change }) => change);
        const history = itemHistory(shuffled);
        expect(history.steps.map(({ change }) => change)).toEqual(changes);
        expect(history.steps.filter(({ hole }) => hole !== undefined)).toEqual([]);
        if (changes.length === 0) return;
        for (const offset of moments) {
          const { state, doubt } = stateAt(history, START + offset, START);
          const expected = modelAt(list, START + offset);
          expect(doubt).toBeUndefined();
          expect(state).toEqual(
            expected === undefined ? { kind: "absent" } : { kind: "present", item: expected },
          );
        }
      },
    ),
    { numRuns: 200 },
  );
});

const three = changesOf([
  { atMs: START, item: { n: { N: "1" } } },
  { atMs: START + 10_000, item: { n: { N: "2" } } },
  { atMs: START + 20_000, item: undefined },
]);
const [inserted, modified, removed] = three;

describe("what the log does not tell", () => {
  test("a time before the log is not guessed", () => {
    const found = stateAt(itemHistory(three), START - 1, START);
    expect(found).toEqual({ state: { kind: "unknown" }, until: inserted, doubt: "before-log" });
  });

  test("before its first change an item was what that change says, while there is a log", () => {
    expect(stateAt(itemHistory(three), START - 1, START - 5_000)).toEqual({
      state: { kind: "absent" },
      until: inserted,
    });
    const later = itemHistory(three.slice(1));
    expect(stateAt(later, START + 5_000, START).state).toEqual({
      kind: "present",
      item: inserted?.newImage,
    });
  });

  test("an item without changes is unknown", () => {
    expect(stateAt(itemHistory([]), START, START)).toMatchObject({ doubt: "not-in-log" });
  });

  test("a hole makes what lies between doubtful, and what is after it certain", () => {
    const four = changesOf([
      { atMs: START, item: { n: { N: "1" } } },
      { atMs: START + 10_000, item: { n: { N: "2" } } },
      { atMs: START + 20_000, item: { n: { N: "3" } } },
      { atMs: START + 30_000, item: { n: { N: "4" } } },
    ]);
    const history = itemHistory(four.filter((_, n) => n !== 1));
    expect(history.steps.map(({ hole }) => hole?.kind)).toEqual([undefined, "present", undefined]);
    expect(stateAt(history, START + 15_000, START)).toMatchObject({
      ...{ state: { item: { n: { N: "1" } } }, doubt: "hole" },
    });
    const after = stateAt(history, START + 25_000, START);
    expect(after).toMatchObject({ state: { item: { n: { N: "3" } } } });
    expect(after.doubt).toBeUndefined();
  });

  test("images that the stream's view leaves out are said to be", () => {
    const keysOnly = three.map(({ oldImage, newImage, ...change }) => change);
    const history = itemHistory(keysOnly);
    expect(stateAt(history, START + 5_000, START)).toMatchObject({ doubt: "no-image" });
    expect(stateAt(history, START + 20_000, START)).toEqual({
      state: { kind: "absent" },
      since: keysOnly[2],
    });
  });
});

test.each([
  [
    "an insert after an insert",
    [inserted, { ...inserted, eventId: "x", sequenceNumber: "9999999" }],
  ],
  ["a change after a removal", [removed, { ...modified, sequenceNumber: "9999999" }]],
  ["a removal of another item than was left", [inserted, removed]],
])("%s shows a hole", (_, changes) => {
  const history = itemHistory(changes.filter((change) => change !== undefined) as typeof three);
  expect(history.steps.at(-1)?.hole).toBeDefined();
});
