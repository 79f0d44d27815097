import { describe, expect, it } from "vitest";
import { ionRecords } from "../../src/index.ts";

async function* chunks(text: string, size = 7) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(text: string, from = 0) {
  const found: unknown[] = [];
  for await (const one of ionRecords(chunks(text), { from: { index: from } })) {
    found.push(one.ok ? one.attributes : one.reason);
  }
  return found;
}

describe("Ion", () => {
  it.each<[string, string, unknown]>([
    [
      "the example of AWS",
      '$ion_1_0 {Item:{Authors:$dynamodb_SS::["A1","A2"],Id:103.,InPublication:false,PageCount:6d2}}',
      {
        Authors: { SS: ["A1", "A2"] },
        Id: { N: "103" },
        InPublication: { BOOL: false },
        PageCount: { N: "6E+2" },
      },
    ],
    ["a bare item", '{pk:"a"}', { pk: { S: "a" } }],
    [
      "names in quotes of both kinds",
      `{"Item":{"a b":1,'c d':2}}`,
      { "a b": { N: "1" }, "c d": { N: "2" } },
    ],
    [
      "38 digits",
      "{n:12345678901234567890123456789012345678.}",
      { n: { N: "12345678901234567890123456789012345678" } },
    ],
    [
      "the smallest and the largest",
      "{a:1d-130,b:-9.9999999999999999999999999999999999999d125}",
      { a: { N: "1E-130" }, b: { N: "-9.9999999999999999999999999999999999999E+125" } },
    ],
    ["zeros that were written", "{n:1.50}", { n: { N: "1.50" } }],
    ["a whole number of Ion", "{n:9007199254740993}", { n: { N: "9007199254740993" } }],
    [
      "binary",
      "{b:{{aGVsbG8=}},e:{{}},bs:$dynamodb_BS::[{{AA==}},{{AQ==}}]}",
      { b: { B: "aGVsbG8=" }, e: { B: "" }, bs: { BS: ["AA==", "AQ=="] } },
    ],
    ["sets of numbers", "{ns:$dynamodb_NS::[1.,2.5]}", { ns: { NS: ["1", "2.5"] } }],
    [
      "lists, structs and nothing",
      '{l:[1.,"a",null,true,[]],m:{a:{}},z:null}',
      {
        l: { L: [{ N: "1" }, { S: "a" }, { NULL: true }, { BOOL: true }, { L: [] }] },
        m: { M: { a: { M: {} } } },
        z: { NULL: true },
      },
    ],
    [
      "text of any kind",
      String.raw`{s:"é😀\n\"\x41\u00e9\U0001F600",e:""}`,
      { s: { S: 'é😀\n"Aé😀' }, e: { S: "" } },
    ],
    ["an item whose one attribute is called Item", '{Item:"a"}', { Item: { S: "a" } }],
  ])("%s", async (_, line, item) => {
    expect(await read(`${line}\n`)).toEqual([item]);
  });

  it("passes over version markers and blank lines, and begins at any item", async () => {
    const text = "$ion_1_0\r\n\r\n{a:1}\r\n $ion_1_0 \n$ion_1_0 {a:2}";
    const [one, two] = [{ a: { N: "1" } }, { a: { N: "2" } }];
    expect(await read(text)).toEqual([one, two]);
    expect(await read(text, 1)).toEqual([two]);
  });

  it.each([
    ["text that is not closed", '{a:"x}', "ION_MALFORMED", "in string"],
    ["no Ion", "pk,n", "ION_MALFORMED", "symbol"],
    ["another version", "$ion_1_1 {a:1}", "ION_MALFORMED", "1.0"],
    ["a list", "[{a:1}]", "ION_MALFORMED", "a list"],
    ["two values", "{a:1} {a:2}", "ION_MALFORMED", "more than one value"],
    ["a name twice", "{a:1,a:2}", "ION_MALFORMED", '"a" twice'],
    ["a float", "{a:1.5e0}", "ION_MALFORMED", "a decimal is written 1d0"],
    ["a time", "{a:2007-01-01T}", "ION_MALFORMED", "a timestamp"],
    ["a symbol", "{a:b}", "ION_MALFORMED", "a symbol"],
    ["a set of no kind", '{a:my_set::["x"]}', "ION_MALFORMED", "my_set::"],
    ["a name of every object for a set", '{a:toString::["x"]}', "ION_MALFORMED", "toString::"],
    ["a set of the wrong kind", "{a:$dynamodb_SS::[1.]}", "ION_MALFORMED", "a decimal in"],
    ["a set that is empty", "{a:$dynamodb_SS::[]}", "VALUE_NOT_STORABLE", "an empty one"],
    ["39 digits", `{a:${"1".repeat(39)}.}`, "VALUE_NOT_STORABLE", "38"],
    ["no struct", "null.struct", "ION_MALFORMED", "struct"],
    [
      "its own symbols",
      '$ion_symbol_table::{symbols:["a"]} {$10:1}',
      "ION_MALFORMED",
      "symbol table",
    ],
    ["what is nested deeply", `{a:${"[".repeat(100_000)}`, "ION_MALFORMED", "32 levels"],
  ])("%s is refused, and costs its line alone", async (_, line, code, message) => {
    const found = await read(`{a:1}\n${line}\n{a:2}\n`);
    expect(found).toMatchObject([{ a: { N: "1" } }, { code }, { a: { N: "2" } }]);
    expect(found[1]).toMatchObject({ message: expect.stringContaining(message) });
  });

  it("keeps __proto__ a name like any other", async () => {
    const [item] = await read('{Item:{__proto__:"x"}}');
    expect(Object.entries(item ?? {})).toEqual([["__proto__", { S: "x" }]]);
  });
});
