import { describe, expect, it } from "vitest";
import { type AttributeMap, admitAttributeMap, attributeMapFrom } from "../src/index.ts";

describe("attributeMapFrom", () => {
  it("takes an item of every type as it is", () => {
    const item: AttributeMap = {
      s: { S: "" },
      n: { N: "1.0" },
      b: { B: "AQI=" },
      ss: { SS: ["a", ""] },
      ns: { NS: ["1", "2"] },
      bs: { BS: ["AQ=="] },
      l: { L: [{ M: {} }] },
      m: { M: { a: { NULL: true }, b: { BOOL: false } } },
    };
    expect(attributeMapFrom(JSON.parse(JSON.stringify(item)))).toEqual(item);
  });

  it.each([
    ["null", /expected an object of attributes; came null/],
    ["[]", /came an array/],
    ['"a"', /came a value of type string/],
    ['{"v":"a"}', /exactly one type/],
    ['{"v":{}}', /exactly one type/],
    ['{"v":{"S":"a","N":"1"}}', /exactly one type/],
    ['{"v":null}', /exactly one type/],
    ['{"v":{"X":"a"}}', /one of the types .*; came "X"/],
    ['{"v":{"S":1}}', /expected well-formed text; came a value of type number/],
    ['{"v":{"S":"\\ud800"}}', /half of a surrogate pair/],
    ['{"v":{"N":1}}', /expected a number as text/],
    ['{"v":{"N":"one"}}', /expected a decimal number; came "one"/],
    ['{"v":{"N":""}}', /expected a decimal number; came ""/],
    ['{"v":{"N":"."}}', /expected a decimal number/],
    ['{"v":{"N":"1e"}}', /expected a decimal number/],
    ['{"v":{"N":" 1"}}', /expected a decimal number/],
    ['{"v":{"N":"0x1"}}', /expected a decimal number/],
    ['{"v":{"N":"1e999999999999999999999999"}}', /9\.99E\+125/],
    ['{"v":{"B":"AQ"}}', /base64/],
    ['{"v":{"B":"A-_="}}', /base64/],
    ['{"v":{"B":7}}', /base64/],
    ['{"v":{"SS":[]}}', /empty/],
    ['{"v":{"SS":"a"}}', /expected an array/],
    ['{"v":{"SS":["a","a"]}}', /twice/],
    ['{"v":{"NS":["1","1.0"]}}', /twice/],
    ['{"v":{"BS":["AQ==","AR=="]}}', /twice/],
    ['{"v":{"L":{}}}', /expected an array/],
    ['{"v":{"L":[1]}}', /attribute v\[0\].*exactly one type/],
    ['{"v":{"M":[]}}', /came an array/],
    ['{"v":{"M":{"":{"S":"a"}}}}', /a name of an attribute; came an empty one/],
    ['{"v":{"M":{"in":{"BOOL":"true"}}}}', /attribute v\.in: expected true or false/],
    ['{"v":{"NULL":false}}', /expected true/],
    [`{"v":${'{"L":['.repeat(32)}${"]}".repeat(32)}}`, /at most 32 levels/],
  ])("refuses %s", (json, message) => {
    expect(() => attributeMapFrom(JSON.parse(json))).toThrow(
      expect.objectContaining({
        code: "VALUE_NOT_STORABLE",
        message: expect.stringMatching(message),
      }),
    );
  });

  it("reads a number of many zeros quickly", () => {
    const zeros = "0".repeat(200_000);
    expect(attributeMapFrom({ n: { N: `0.${zeros}` } })).toHaveProperty("n");
    expect(() => attributeMapFrom({ n: { N: `1${zeros}1` } })).toThrow(
      /at most 38 significant digits; came 200002/,
    );
  });
});

describe("admitAttributeMap", () => {
  const keys = { partitionKey: { name: "pk", type: "S" } } as const;

  it("admits a queue message's item with the bytes that are sent", () => {
    const item: AttributeMap = { pk: { S: "a" }, n: { N: "1" } };
    expect(admitAttributeMap(item, keys)).toMatchObject({
      json: '{"pk":{"S":"a"},"n":{"N":"1"}}',
      attributes: item,
      bytes: 6,
      wireBytes: 30,
      key: "Sa",
    });
  });

  it("refuses what is no item", () => {
    expect(() => admitAttributeMap(JSON.parse('{"pk":"a"}') as AttributeMap, keys)).toThrow(
      expect.objectContaining({ code: "VALUE_NOT_STORABLE" }),
    );
  });
});
