import { type AttributeMap, sameValue } from "@spillway/item";
import fc from "fast-check";
import { expect, test } from "vitest";
import { changedAttributes } from "../../src/record/changed-attributes.ts";
import { images } from "../fixtures/changes.ts";

/** The slow way: every name of both, every value by its meaning. */
function model(before: AttributeMap, after: AttributeMap): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => {
      const [one, other] = [before, after].map((image) =>
        Object.hasOwn(image, name) ? image[name] : undefined,
      );
      return one === undefined || other === undefined || !sameValue(one, other);
    })
    .sort();
}

test("names exactly what differs by its meaning", () => {
  // The second often shares much with the first.
  const pairs = fc.tuple(images, images, fc.boolean()).map(([one, other, merged]) => ({
    before: one,
    after: merged ? { ...one, ...other } : other,
  }));
  fc.assert(
    fc.property(pairs, ({ before, after }) => {
      expect(changedAttributes(before, after)).toEqual(model(before, after));
      expect(changedAttributes(before, structuredClone(before))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test.each([
  [{ N: "1" }, { N: "1.0" }, true],
  [{ N: "1E2" }, { N: "100" }, true],
  [
    { N: "12345678901234567890123456789012345678" },
    { N: "12345678901234567890123456789012345679" },
    false,
  ],
  [{ SS: ["a", "b"] }, { SS: ["b", "a"] }, true],
  [{ NS: ["1", "2"] }, { NS: ["2.0", "1"] }, true],
  [{ SS: ["a"] }, { SS: ["a", "b"] }, false],
  [{ L: [{ S: "a" }, { S: "b" }] }, { L: [{ S: "b" }, { S: "a" }] }, false],
  [{ M: { a: { S: "1" }, b: { S: "2" } } }, { M: { b: { S: "2" }, a: { S: "1" } } }, true],
  [{ M: {} }, { M: { constructor: { S: "1" } } }, false],
  [{ M: { constructor: { S: "1" } } }, { M: {} }, false],
  [{ S: "1" }, { N: "1" }, false],
  [{ NULL: true }, { BOOL: true }, false],
  [{ N: "no number" }, { N: "none either" }, false],
] as const)("%j and %j are the same: %s", (one, other, same) => {
  expect(changedAttributes({ a: one }, { a: other })).toEqual(same ? [] : ["a"]);
  expect(changedAttributes({ a: other }, { a: one })).toEqual(same ? [] : ["a"]);
});

test("attributes with names that every object has", () => {
  const own = JSON.parse('{"__proto__":{"S":"a"},"constructor":{"S":"b"}}');
  expect(changedAttributes({}, own)).toEqual(["__proto__", "constructor"]);
  expect(changedAttributes(own, {})).toEqual(["__proto__", "constructor"]);
  expect(changedAttributes(own, structuredClone(own))).toEqual([]);
});
