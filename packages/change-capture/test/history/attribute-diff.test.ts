import { expect, test } from "vitest";
import { attributeDiffs } from "../../src/history/attribute-diff.ts";

test("names what was added, changed and taken away, also in maps", () => {
  const before = {
    gone: { S: "x" },
    same: { SS: ["a", "b"] },
    address: { M: { city: { S: "Bonn" }, zip: { S: "53111" } } },
    list: { L: [{ N: "1" }] },
  };
  const after = {
    same: { SS: ["b", "a"] },
    address: { M: { city: { S: "Köln" }, zip: { S: "53111" } } },
    list: { L: [{ N: "1" }, { N: "2" }] },
    added: { N: "1.50" },
  };
  expect(attributeDiffs(before, after)).toEqual([
    { path: ["added"], is: { N: "1.50" } },
    { path: ["address", "city"], was: { S: "Bonn" }, is: { S: "Köln" } },
    { path: ["gone"], was: { S: "x" } },
    { path: ["list"], was: before.list, is: after.list },
  ]);
});

test("a map in the place of a value is a change as a whole", () => {
  expect(attributeDiffs({ a: { S: "1" } }, { a: { M: {} } })).toHaveLength(1);
  expect(attributeDiffs(undefined, { a: { M: {} } })).toEqual([{ path: ["a"], is: { M: {} } }]);
});
