import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "../src/index.ts";
import { ACCOUNT, allow, identityPolicy, request } from "./requests.ts";

/** The plain reading of a pattern: a regular expression, character by character. */
function reference(pattern: string, flags: string): RegExp {
  const source = pattern
    .split("")
    .map((c) => (c === "*" ? ".*" : c === "?" ? "." : c.replace(/[\\^$.|+()[\]{}/-]/, "\\$&")))
    .join("");
  return new RegExp(`^${source}$`, `s${flags}`);
}

const text = (alphabet: string) =>
  fc.string({ unit: fc.constantFrom(...alphabet.split("")), maxLength: 12 });

const isAllowed = (statement: object, changes: Parameters<typeof request>[0]): boolean =>
  decide(request(changes), { identity: [identityPolicy(statement)] }).allowed;

describe("patterns agree with a regular expression", () => {
  it("in conditions", () => {
    fc.assert(
      fc.property(text("ab*?.:/\n"), text("ab.:/\n"), (pattern, value) => {
        const statement = { ...allow("*"), Condition: { StringLike: { "x:key": pattern } } };
        expect(isAllowed(statement, { context: { "x:key": value } })).toBe(
          reference(pattern, "").test(value),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it("in actions, without regard to case", () => {
    fc.assert(
      fc.property(text("aB*?"), text("abAB"), (pattern, name) => {
        fc.pre(pattern !== "");
        expect(isAllowed(allow(`sqs:${pattern}`), { action: `sqs:${name}` })).toBe(
          reference(`sqs:${pattern}`, "i").test(`sqs:${name}`),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it("in each part of an ARN", () => {
    const part = text("ab*?");
    const value = text("ab");
    const parts = fc.tuple(
      part,
      part,
      fc.tuple(part, part).map((two) => `x${two.join(":")}`),
    );
    const values = fc.tuple(
      value,
      value,
      fc.tuple(value, value).map((two) => `x${two.join(":")}`),
    );
    fc.assert(
      fc.property(parts, values, (patterns, words) => {
        const expected = patterns.every((one, at) => reference(one, "").test(words[at] ?? ""));
        const resource = `arn:aws:sqs:${words.join(":")}`;
        const asked = { resource, resourceAccountId: ACCOUNT };
        expect(isAllowed(allow("*", `arn:aws:sqs:${patterns.join(":")}`), asked)).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  it("without taking long over many stars", () => {
    const pattern = `${"a*".repeat(40)}b`;
    const statement = { ...allow("*"), Condition: { StringLike: { "x:key": pattern } } };
    expect(isAllowed(statement, { context: { "x:key": "a".repeat(2_000) } })).toBe(false);
  });
});
