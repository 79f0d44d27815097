import { storableBigInts, storableNumbers } from "@spillway/testkit";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalNumber, jsonNumber } from "../src/index.ts";

test.each([
  ["7", "7"],
  ["-0.50", "-0.50"],
  ["1E-130", "1E-130"],
  ["+007.", "7"],
  ["-.5e+3", "-0.5e+3"],
  ["00", "0"],
  ["5.e3", "5e3"],
])("%s is written as %s", (text, expected) => {
  expect(jsonNumber(text)).toBe(expected);
});

test("any number is JSON, and the same number", () => {
  const signs = fc.constantFrom("", "+");
  const zeros = fc.constantFrom("", "0", "00");
  fc.assert(
    fc.property(
      fc.oneof(storableNumbers(), storableBigInts()),
      signs,
      zeros,
      (value, sign, zero) => {
        const plain = String(value);
        const text = plain.startsWith("-") ? `-${zero}${plain.slice(1)}` : `${sign}${zero}${plain}`;
        expect(() => JSON.parse(jsonNumber(text))).not.toThrow();
        expect(canonicalNumber(jsonNumber(text))).toBe(canonicalNumber(plain));
      },
    ),
  );
});
