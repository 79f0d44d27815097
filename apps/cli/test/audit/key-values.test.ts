import { expect, test } from "vitest";
import { type KnownKey, keyValues } from "../../src/audit/key-values.ts";

const pair: KnownKey = {
  attributes: [
    { name: "UserId", type: "S" },
    { name: "At", type: "N" },
  ],
  isOrdered: true,
};

test.each([[["u1", "7"]], [["UserId=u1", "At=7"]], [["At=7", "UserId=u1"]], [["At=7", "u1"]]])(
  "%j is the key",
  (words) => {
    expect(keyValues(words, pair)).toEqual({ UserId: { S: "u1" }, At: { N: "7" } });
  },
);

test("a value may hold what looks like a name", () => {
  const known: KnownKey = { attributes: [{ name: "id", type: "S" }], isOrdered: true };
  expect(keyValues(["query=a=b"], known)).toEqual({ id: { S: "query=a=b" } });
  expect(keyValues(["id=id=b"], known)).toEqual({ id: { S: "id=b" } });
});

test.each([
  ["one of two", ["u1"], pair],
  ["three of two", ["u1", "7", "8"], pair],
  ["a word for a number", ["u1", "seven"], pair],
  ["no names where the order is not known", ["u1", "7"], { ...pair, isOrdered: false }],
])("%s is refused", (_, words, known) => {
  expect(() => keyValues(words, known)).toThrow(
    expect.objectContaining({ code: "KEY_VALUES_INVALID" }),
  );
});

test("one value that is left belongs to the one name that is left", () => {
  expect(keyValues(["u1", "At=7"], { ...pair, isOrdered: false })).toEqual({
    UserId: { S: "u1" },
    At: { N: "7" },
  });
});
