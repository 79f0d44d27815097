import { expect, it } from "vitest";
import { explainLine } from "../../src/carts/races/model/explain-line.ts";
import type { LineEvent } from "../../src/carts/races/model/line-model.ts";

type Told = readonly [LineEvent["kind"], quantity: number, begin: number, end: number];

function explain(
  told: readonly Told[],
  { unsure = [], lineSeconds = 1_000 }: { unsure?: readonly Told[]; lineSeconds?: number } = {},
) {
  const eventOf = ([kind, quantity, begin, end]: Told, isSure: boolean): LineEvent => ({
    ...{ kind, quantity, isSure, span: { begin, end: end + 0.5, from: begin, to: end } },
  });
  return explainLine(
    [...told.map((event) => eventOf(event, true)), ...unsure.map((event) => eventOf(event, false))],
    lineSeconds,
  );
}

it.each<[string, readonly Told[]]>([
  [
    "an add is lost",
    [
      ["add", 1, 0, 1],
      ["add", 2, 2, 3],
      ["see", 2, 4, 5],
    ],
  ],
  [
    "an add acts twice",
    [
      ["add", 1, 0, 1],
      ["see", 2, 2, 3],
    ],
  ],
  [
    "two checkouts sell the same unit",
    [
      ["add", 1, 0, 1],
      ["take", 1, 2, 6],
      ["take", 1, 3, 5],
      ["see", 0, 7, 8],
    ],
  ],
  [
    "what is added during a checkout is lost with it",
    [
      ["add", 1, 0, 1],
      ["take", 1, 2, 6],
      ["add", 1, 3, 4],
      ["see", 0, 7, 8],
    ],
  ],
  [
    "what was removed before a checkout is ordered",
    [
      ["add", 1, 0, 1],
      ["remove", 0, 2, 3],
      ["take", 1, 4, 5],
    ],
  ],
  [
    "a checkout leaves what it ordered in the cart",
    [
      ["add", 3, 0, 1],
      ["take", 3, 2, 3],
      ["see", 3, 4, 5],
    ],
  ],
])("finds no explanation where %s", (_, told) => {
  expect(explain(told)).toHaveProperty("stuckAt");
});

it("takes what is done at the same time in any order", () => {
  const told: Told[] = [
    ["add", 1, 0, 1],
    ["take", 1, 2, 6],
    ["set", 5, 3, 4],
    ["see", 5, 7, 8],
  ];
  expect(explain(told)).toEqual({
    units: { came: 6, inCart: 5, ordered: 1, removed: 0, expired: 0 },
  });
});

it("counts units that were set away, removed and expired", () => {
  const told: Told[] = [
    ["add", 4, 0, 1],
    ["set", 3, 2, 3],
    ["remove", 0, 4, 5],
    ["add", 2, 6, 7],
    ["add", 1, 500, 501],
    ["see", 1, 502, 503],
  ];
  expect(explain(told, { lineSeconds: 100 })).toEqual({
    units: { came: 10, inCart: 1, ordered: 0, removed: 7, expired: 2 },
  });
});

it("counts what is not seen any more at the end as expired", () => {
  const told: Told[] = [
    ["add", 4, 0, 1],
    ["see", 0, 200, 201],
  ];
  expect(explain(told, { lineSeconds: 100 })).toMatchObject({ units: { expired: 4, inCart: 0 } });
});

it("does not see an expired line, and sees one that has not expired", () => {
  const told: Told[] = [
    ["add", 4, 0, 0],
    ["see", 4, 99, 99],
    ["see", 0, 100, 100],
  ];
  expect(explain(told, { lineSeconds: 100 })).toHaveProperty("units");
  expect(
    explain(
      [
        ["add", 4, 0, 0],
        ["see", 4, 100, 100],
      ],
      { lineSeconds: 100 },
    ),
  ).toHaveProperty("stuckAt");
});

it("takes an add without an answer as done or not done, but not as done after its process was gone", () => {
  const seen = (quantity: number, at: number): Told => ["see", quantity, at, at + 1];
  const unsure: Told[] = [["add", 2, 2, 5]];
  expect(explain([["add", 1, 0, 1], seen(1, 6)], { unsure })).toHaveProperty("units");
  expect(explain([["add", 1, 0, 1], seen(3, 6)], { unsure })).toHaveProperty("units");
  expect(explain([["add", 1, 0, 1], seen(1, 6), seen(3, 8)], { unsure })).toHaveProperty("stuckAt");
});
