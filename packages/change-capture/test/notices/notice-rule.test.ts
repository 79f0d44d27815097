import { describe, expect, test } from "vitest";
import type { ChangeEvent } from "../../src/index.ts";
import { readNoticeRules } from "../../src/index.ts";
import { ruleMatcher } from "../../src/notices/rule-view.ts";
import { change } from "../fixtures/changes.ts";

function matches(pattern: object, given: Partial<ChangeEvent> = {}): boolean {
  const { rules, problems } = readNoticeRules(JSON.stringify([{ name: "rule", pattern }]));
  expect(problems).toEqual([]);
  return ruleMatcher(rules)(change(given)).length === 1;
}

const stock = (N: string) => ({ pk: { S: "a" }, stock: { N } });

describe("a rule", () => {
  test.each([
    ["of a type", { type: ["modify"] }, {}, true],
    ["of another type", { type: ["insert", "remove"] }, {}, false],
    ["of removals by TTL", { type: ["remove"], by: ["ttl"] }, { type: "remove", by: "ttl" }, true],
    ["of a table", { table: [{ prefix: "or" }] }, {}, true],
    ["of a key", { keys: { pk: ["a"] } }, {}, true],
    [
      "of stock that fell below a threshold",
      {
        changed: ["stock"],
        old: { stock: [{ numeric: [">=", 10] }] },
        new: { stock: [{ numeric: ["<", 10] }] },
      },
      { changedAttributes: ["stock"], oldImage: stock("10"), newImage: stock("9.5") },
      true,
    ],
    [
      "of stock that was below before",
      { old: { stock: [{ numeric: [">=", 10] }] }, new: { stock: [{ numeric: ["<", 10] }] } },
      { oldImage: stock("9"), newImage: stock("8") },
      false,
    ],
    [
      "of a login from a new address",
      {
        changed: ["IPAddress"],
        new: { ActivityType: ["LOGIN"], IPAddress: [{ "anything-but": { prefix: "10." } }] },
      },
      {
        changedAttributes: ["IPAddress"],
        newImage: { ActivityType: { S: "LOGIN" }, IPAddress: { S: "203.0.113.5" } },
      },
      true,
    ],
    [
      "of an alternative",
      { $or: [{ new: { n: [5] } }, { old: { $or: [{ n: [1] }, { m: [1] }] } }] },
      {},
      true,
    ],
    [
      "of values inside maps and sets",
      { new: { address: { city: ["Bonn"] }, tags: ["red"] } },
      { newImage: { address: { M: { city: { S: "Bonn" } } }, tags: { SS: ["blue", "red"] } } },
      true,
    ],
    ["of what is not there", { new: { deleted: [{ exists: false }] } }, {}, true],
    [
      "of an image that is not there",
      { old: { n: [{ exists: true }] } },
      { oldImage: undefined },
      false,
    ],
    [
      "of an attribute that every object has",
      { new: { constructor: [{ exists: true }] } },
      {},
      false,
    ],
  ] as const)("%s", (_, pattern, given, expected) => {
    expect(matches(pattern, given as Partial<ChangeEvent>)).toBe(expected);
  });

  test("of several: all that match, in their order", () => {
    const { rules } = readNoticeRules(
      JSON.stringify([
        { name: "any", pattern: { type: [{ exists: true }] } },
        { name: "never", pattern: { type: ["remove"] } },
        { name: "two", pattern: { new: { n: [2] } }, subject: "Two" },
      ]),
    );
    expect(ruleMatcher(rules)(change()).map(({ name }) => name)).toEqual(["any", "two"]);
  });
});

test("a name may have every character that Terraform lets pass", () => {
  const text = '[{"name":"orders.low-stock_2","pattern":{"type":["modify"]}}]';
  expect(readNoticeRules(text).problems).toEqual([]);
});

test.each([
  ["{", ["expected JSON; came other text"]],
  ["{}", ["expected a list of rules"]],
  ["[1]", ["rule 1: expected an object with a name and a pattern"]],
  [
    '[{"name":"a b","pattern":{"type":"x"},"subject":"é","more":1}]',
    [
      'rule "a b": expected a name of 1 to 64 letters, digits, dots, hyphens and underscores',
      'rule "a b": expected a subject of at most 99 printable ASCII characters, not beginning with a blank',
      'rule "a b": unknown field "more"',
      expect.stringContaining('rule "a b": '),
    ],
  ],
  ['[{"name":"a"}]', ['rule "a": expected a pattern, which is an object']],
  [
    '[{"name":"a","pattern":{"detail":{"n":[1]}}}]',
    ['rule "a": the pattern asks for "detail", which no change has'],
  ],
  [
    '[{"name":"a"},{"name":"b"}]',
    [
      'rule "a": expected a pattern, which is an object',
      'rule "b": expected a pattern, which is an object',
    ],
  ],
  [
    '[{"name":"a","pattern":{"type":["x"]}},{"name":"a","pattern":{"type":["y"]}}]',
    [`rule "a": the name is another rule's`],
  ],
])("%s is refused, and every problem is named", (text, problems) => {
  expect(readNoticeRules(text)).toEqual({ rules: [], problems });
});
