import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ExactNumber, keyTemplate, type PlainRecord } from "../src/index.ts";

describe("a key template", () => {
  it.each<[string, readonly string[], string, PlainRecord]>([
    ["USER#{id}", ["id"], "USER#a", { id: "a", name: "Zoë" }],
    ["PROFILE", [], "PROFILE", {}],
    ["{id}", ["id"], "42", { id: 42 }],
    ["{a}#{b}#{a}", ["a", "b"], "x#y#x", { a: "x", b: "y" }],
    ["{a}{b}", ["a", "b"], "0false", { a: 0, b: false }],
    ["{n}", ["n"], "0", { n: -0 }],
    ["{n}", ["n"], `1${"0".repeat(30)}`, { n: 10n ** 30n }],
    ["{n}", ["n"], "1.00000000000000000001", { n: new ExactNumber("1.00000000000000000001") }],
    ["{{}}", [], "{}", {}],
    ["{{{id}}}", ["id"], "{a}", { id: "a" }],
    ["{first name}/{é}", ["first name", "é"], "Zoë/💧", { "first name": "Zoë", é: "💧" }],
    ["{a}", ["a"], "{b}", { a: "{b}" }],
  ])("%s is of the attributes %j and makes keys like %s", (text, attributes, key, record) => {
    const template = keyTemplate(text);
    expect(template.text).toBe(text);
    expect(template.attributes).toEqual(attributes);
    expect(template.fill(record)).toBe(key);
  });

  it.each([
    ["", 1, "expected some text"],
    ["USER#{id", 6, 'expected "}" after "{"'],
    ["USER#id}", 8, 'expected "{" before "}"'],
    ["a{}", 2, 'came "{}"'],
    ["{a{b}}", 1, 'expected "}" after "{"'],
    ["{{{id}}", 7, 'expected "{" before "}"'],
    ["{id}}", 5, 'expected "{" before "}"'],
  ])("%j is refused at character %d: %s", (text, character, problem) => {
    expect(() => keyTemplate(text)).toThrow(
      expect.objectContaining({
        code: "TEMPLATE_INVALID",
        message: expect.stringContaining(`character ${character}: `),
        details: { template: text, position: character - 1 },
      }),
    );
    expect(() => keyTemplate(text)).toThrow(problem);
  });

  it.each<[string, unknown, string]>([
    ["TEMPLATE_FIELD_MISSING", undefined, "came none"],
    ["TEMPLATE_FIELD_MISSING", null, "came null"],
    ["TEMPLATE_FIELD_MISSING", "", "came empty text"],
    ["TEMPLATE_FIELD_NOT_SCALAR", ["a"], "came a list"],
    ["TEMPLATE_FIELD_NOT_SCALAR", { a: 1 }, "came a map"],
    ["TEMPLATE_FIELD_NOT_SCALAR", new Set(["a"]), "came a set"],
    ["TEMPLATE_FIELD_NOT_SCALAR", new Uint8Array(1), "came binary"],
    ["TEMPLATE_FIELD_NOT_SCALAR", Number.NaN, "came NaN"],
    ["TEMPLATE_FIELD_NOT_SCALAR", () => 1, "came a value of type function"],
  ])("fails with %s for a record with %j", (code, id, came) => {
    const { fill } = keyTemplate("USER#{id}");
    const details = { attribute: "id", template: "USER#{id}" };
    expect(() => fill({ id } as PlainRecord)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(came), details }),
    );
  });

  it("does not take what every object inherits for an attribute", () => {
    expect(() => keyTemplate("{constructor}").fill({})).toThrow(
      expect.objectContaining({ code: "TEMPLATE_FIELD_MISSING" }),
    );
  });

  it("gives any text back, its braces doubled", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("{", "}", "a", "é"), minLength: 1 }),
        (text) => {
          expect(keyTemplate(text.replaceAll(/[{}]/g, "$&$&")).fill({})).toBe(text);
        },
      ),
    );
  });
});
