import { expect, test } from "vitest";
import { beginningJson } from "../../src/source/json/beginning-json.ts";

test.each<[string, string, unknown, boolean]>([
  ["all of a value", '{"a":[1,{"b":2}]} {"c":3}', { a: [1, { b: 2 }] }, false],
  ["a name without its value", '{"a":1,"b":', { a: 1, b: null }, true],
  ["a value that is cut", '{"a":1,"b":"xy', { a: 1, b: null }, true],
  ["what was closed last", '{"a":[1,{"b":2}]', { a: [1, { b: null }] }, true],
  ["what was closed before a comma", '{"a":[{"b":2}],', { a: [{ b: 2 }] }, true],
  ["brackets in text", '{"a":"}]","b":[', { a: "}]", b: [] }, true],
])("the beginning has %s", (_, text, value, isCut) => {
  expect(beginningJson(text)).toMatchObject({ value, isCut });
});

// In time that grows with the text, not with its square: else this test would take minutes.
test("a beginning of nothing but brackets has no value that can be read, or one that is as deep", () => {
  const text = '[{"a":'.repeat(100_000);
  expect(beginningJson(text)?.isCut ?? true).toBe(true);
});
