import { expect, test } from "vitest";
import { errorFacts } from "../../src/index.ts";

test.each([
  ["undefined", undefined, "undefined"],
  ["text", "no", "no"],
  ["a symbol", Symbol("no"), "Symbol(no)"],
  ["what has no text", Object.create(null), "it has no text"],
  ["what fails to tell", { toString: () => ({}), valueOf: () => ({}) }, "it has no text"],
])("whatever was thrown can be told: %s", (_, thrown, message) => {
  expect(errorFacts(thrown)).toEqual({
    name: "Error",
    code: undefined,
    status: undefined,
    message,
  });
});
