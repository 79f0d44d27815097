import { ExactNumber, type PlainRecord } from "@spillway/item";
import { jsonLinesRecords } from "@spillway/records";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { exactJsonText } from "../../src/rejects/exact-json-text.ts";

test.each<[unknown, string]>([
  [9_007_199_254_740_993n, "9007199254740993"],
  [{ n: -1n, s: "1" }, '{"n":-1,"s":"1"}'],
  [[new ExactNumber("0.10000000000000000001")], "[0.10000000000000000001]"],
  [{ deep: [{ n: 10n ** 37n }] }, `{"deep":[{"n":1${"0".repeat(37)}}]}`],
  [{ gone: undefined, nothing: null }, '{"nothing":null}'],
  // What DynamoDB takes as a number and JSON does not.
  [new ExactNumber("+007"), "7"],
  [new ExactNumber(".5"), "0.5"],
  [new ExactNumber("-.5E+10"), "-0.5E+10"],
  [new ExactNumber("1."), "1"],
  [new ExactNumber("12.e3"), "12e3"],
  [new ExactNumber("-000.25"), "-0.25"],
  [new ExactNumber("000"), "0"],
])("%o becomes %s", (value, text) => {
  expect(exactJsonText(value)).toBe(text);
  expect(() => JSON.parse(text)).not.toThrow();
});

const digits = (constraints: fc.StringConstraints) =>
  fc.string({ unit: fc.constantFrom(..."0123456789"), ...constraints });
const exactNumbers = fc
  .tuple(
    fc.constantFrom("", "-", "+"),
    digits({ minLength: 1, maxLength: 19 }),
    fc.option(digits({ maxLength: 19 }), { nil: undefined }),
    fc.option(fc.integer({ min: -60, max: 60 }), { nil: undefined }),
  )
  .map(([sign, whole, fraction, power]) => {
    const point = fraction === undefined ? "" : `.${fraction}`;
    return new ExactNumber(`${sign}${whole}${point}${power === undefined ? "" : `e${power}`}`);
  });

test("every number that DynamoDB can hold is JSON, and comes back as the same number", async () => {
  await fc.assert(
    fc.asyncProperty(exactNumbers, async (number) => {
      const back = await readBack(exactJsonText({ number }));
      const value = back.number;
      expect(decimalOf(String(value))).toBe(decimalOf(number.text));
    }),
  );
});

async function readBack(line: string): Promise<PlainRecord> {
  for await (const source of jsonLinesRecords(linesOf(line))) {
    if (source.ok) return source.record;
  }
  throw new Error(`${line} is no record`);
}

async function* linesOf(text: string) {
  yield text;
}

/** A decimal as whole number and power of ten, without zeros that do not count. */
function decimalOf(text: string): string {
  const [, sign = "", whole = "", fraction = "", power = "0"] =
    /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const counted = (whole + fraction).replace(/^0+/, "");
  const digits = counted.replace(/0+$/, "");
  if (digits === "") return "0";
  const exponent = Number(power) - fraction.length + (counted.length - digits.length);
  return `${sign === "-" ? "-" : ""}${digits}e${exponent}`;
}
