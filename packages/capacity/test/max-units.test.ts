import { expect, test } from "vitest";
import { type MaxUnits, maxUnits } from "../src/index.ts";

test.each<{ max: MaxUnits; has: number | undefined; most: number | undefined }>([
  { max: "auto", has: 500, most: 500 },
  { max: "auto", has: undefined, most: undefined },
  { max: 100, has: 500, most: 100 },
  { max: 600, has: 500, most: 500 },
  { max: 100, has: undefined, most: 100 },
  { max: "50%", has: 500, most: 250 },
  { max: "150%", has: 500, most: 750 },
  { max: "50%", has: undefined, most: undefined },
])("$max of $has units: $most", ({ max, has, most }) => {
  expect(maxUnits(max)?.(has)).toBe(most);
});

test.each<MaxUnits>([0, -1, Number.NaN, Number.POSITIVE_INFINITY, "0%", "-5%"])(
  "%s is no maximum",
  (max) => {
    expect(maxUnits(max)).toBeUndefined();
  },
);
