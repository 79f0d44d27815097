import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_DEPTH, readJson } from "../src/request/read-json.ts";

const deep = (levels: number) => "[".repeat(levels) + "]".repeat(levels);

describe("readJson", () => {
  it.each([
    ["numbers that a double holds", '{"a":[0.1,-0.0,1e3,1.50,12345678901234560000,5e-324]}'],
    ["digits in text", '{"a":"12345678901234567890123","b":"__proto__"}'],
    ["brackets in text", `"${"[".repeat(100)}\\"{"`],
    ["the deepest that may come", deep(MAX_DEPTH)],
  ])("takes %s", (_, text) => {
    expect(readJson(text)).toEqual({ value: JSON.parse(text), problems: [] });
  });

  it.each([
    ["no JSON", "{a}", ["/body"]],
    ["nothing", " ", ["/body"]],
    ["too many levels", deep(MAX_DEPTH + 1), ["/body"]],
    ["a million levels", "[".repeat(1_000_000), ["/body"]],
    ["a number of 23 digits", '{"a":[1,12345678901234567890123]}', ["/body/a/1"]],
    ["a number of many decimals", '{"a":{"b":0.12345678901234567890}}', ["/body/a/b"]],
    ["a number with digits on both sides", '{"a":123456789.123456789}', ["/body/a"]],
    ["a number beyond doubles", "[1e400,-1e400]", ["/body/0", "/body/1"]],
    ["a number below doubles", '{"tiny":1e-400}', ["/body/tiny"]],
    ["only such a number", "12345678901234567890123", ["/body"]],
    ["a name that is lost", '{"a":{"__proto__":1,"b":2}}', ["/body/a/__proto__"]],
    ["that name written otherwise", '{"\\u005f_proto__":{}}', ["/body/__proto__"]],
  ])("refuses %s", (_, text, paths) => {
    expect(readJson(text).problems.map(({ path }) => path)).toEqual(paths);
  });

  it("takes whatever JSON.stringify writes", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const text = JSON.stringify(value);
        const { problems } = readJson(text);
        const isNamedSo = text.includes("__proto__");
        expect(isNamedSo || problems.length === 0).toBe(true);
      }),
    );
  });
});
