import { storableNumbers, wireNumbers } from "@spillway/testkit";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { canonicalNumber, isPlainNumber, plainNumber } from "../src/index.ts";

it.each([
  ["7", "7"],
  ["007", "7"],
  ["7.0", "7"],
  ["+7", "7"],
  [".5", "0.5"],
  ["5.", "5"],
  ["-0", "0"],
  ["-0.50", "-0.5"],
  ["1e3", "1000"],
  ["12e-4", "0.0012"],
  ["100", "100"],
  ["1234567890123456789012345678.0123456789", "1234567890123456789012345678.0123456789"],
  ["15E+99", "1.5E+100"],
  ["1e-99", "1E-99"],
])("%s is %s", (text, plain) => {
  expect(plainNumber(text)).toBe(plain);
  expect(isPlainNumber(text)).toBe(text === plain && !/E/.test(plain));
});

it.each(["", "-", ".", "-.5", "1.2.3", "x", "1x", "00", "0.", "0.0"])("%s is not plain", (text) => {
  expect(isPlainNumber(text)).toBe(false);
});

it("is the same number, and one text for each", () => {
  const numbers = fc.oneof(storableNumbers().map(String), wireNumbers());
  fc.assert(
    fc.property(numbers, (text) => {
      const plain = plainNumber(text);
      expect(canonicalNumber(plain)).toBe(canonicalNumber(text));
      expect(plainNumber(plain)).toBe(plain);
      if (isPlainNumber(text)) expect(text).toBe(plain);
    }),
  );
});
