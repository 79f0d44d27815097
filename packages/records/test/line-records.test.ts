import { ExactNumber } from "@spillway/item";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dynamodbJsonRecords, jsonLinesRecords } from "../src/index.ts";

async function* chunks(parts: readonly (string | Uint8Array)[]) {
  yield* parts;
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of source) found.push(one);
  return found;
}

const lines = (text: string | Uint8Array, maxLineBytes = 1_000) =>
  all(jsonLinesRecords(chunks([text]), { maxLineBytes }));

/** DynamoDB's numbers end at 1e126, and begin at 1e-130. */
const storable = (_name: string, value: unknown) =>
  typeof value === "number" && (Math.abs(value) >= 1e125 || Math.abs(value) <= 1e-129) ? 0 : value;

describe("JSON Lines", () => {
  it.each([
    ["CRLF, a mark, blank lines, no newline at the end", '\uFEFF{"a":1}\r\n\r\n  \n{"a":2}'],
    ["a newline at the end", '{"a":1}\n{"a":2}\n'],
  ])("reads %s", async (_what, text) => {
    const found = await lines(text);
    expect(found.map((one) => one.ok && one.record)).toEqual([{ a: 1 }, { a: 2 }]);
    expect(found.map((one) => one.position.index)).toEqual([0, 1]);
  });

  it.each([
    ["{", "JSON_MALFORMED"],
    ['{"a":1}{"a":2}', "JSON_MALFORMED"],
    ["[1]", "JSON_NOT_AN_OBJECT"],
    ["null", "JSON_NOT_AN_OBJECT"],
    ["7", "JSON_NOT_AN_OBJECT"],
    ['{"a":1e999}', "VALUE_NOT_STORABLE"],
    [`{"a":1${"2".repeat(38)}}`, "VALUE_NOT_STORABLE"],
    [`{"a":"${"x".repeat(2_000)}"}`, "LINE_TOO_LONG"],
  ])("%s is malformed and the rest goes on", async (bad, code) => {
    const found = await lines(`{"a":1}\n${bad}\n{"a":3}\n`);
    expect(found.map((one) => one.ok || one.reason.code)).toEqual([true, code, true]);
    expect(found.map((one) => one.position.line)).toEqual([1, 2, 3]);
    const [, refused] = found;
    expect(refused?.ok === false && bad.startsWith(refused.raw)).toBe(true);
  });

  it("names bytes that are not UTF-8", async () => {
    const [first, second] = await lines(Buffer.from([0x22, 0xff, 0x22, 0x0a, 0x7b, 0x7d]));
    expect(first?.ok === false && first.reason.code).toBe("TEXT_NOT_UTF8");
    expect(second?.ok).toBe(true);
  });

  it.each([
    ["9007199254740991", 9_007_199_254_740_991],
    ["9007199254740993", 9_007_199_254_740_993n],
    ["-12345678901234567890", -12_345_678_901_234_567_890n],
    ["0.30000000000000004", 0.300_000_000_000_000_04],
    ["0.12345678901234567890", new ExactNumber("0.12345678901234567890")],
    ["1e20", 1e20],
    ["1.5e3", 1_500],
  ])("keeps %s exactly", async (text, value) => {
    const [found] = await lines(`{"a":[{"b":${text}}],"__proto__":1}`);
    expect(found?.ok && found.record.a).toEqual([{ b: value }]);
    expect(found?.ok && Object.keys(found.record)).toEqual(["a", "__proto__"]);
  });

  it("gives back what was written, from any record on, however the bytes arrive", async () => {
    const value = fc.dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue(), { maxKeys: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(value, { maxLength: 12 }),
        fc.integer({ min: 1, max: 9 }),
        fc.nat({ max: 12 }),
        async (records, size, index) => {
          const written = records.map((record) => JSON.parse(JSON.stringify(record), storable));
          const texts = written.map((record) => JSON.stringify(record));
          const bytes = Buffer.from(texts.join("\n"));
          const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
            bytes.subarray(at * size, (at + 1) * size),
          );
          const found = await all(jsonLinesRecords(chunks(parts), { from: { index } }));
          expect(found.map((one) => one.ok && one.record)).toEqual(written.slice(index));
          const places = texts.map((_, at) => {
            const before = texts.slice(0, at).map((text) => `${text}\n`);
            return { line: at + 1, index: at, byte: Buffer.byteLength(before.join("")) };
          });
          expect(found.map((one) => one.position)).toEqual(places.slice(index));
        },
      ),
    );
  });
});

describe("DynamoDB JSON", () => {
  it.each([
    [
      "an export's line",
      '{"Item":{"pk":{"S":"a"},"n":{"N":"1.10"}}}',
      { pk: { S: "a" }, n: { N: "1.10" } },
    ],
    ["a bare item", '{"pk":{"S":"a"}}', { pk: { S: "a" } }],
    ["a bare item whose one attribute is Item", '{"Item":{"S":"x"}}', { Item: { S: "x" } }],
    ["an export's item of an attribute S", '{"Item":{"S":{"S":"x"}}}', { S: { S: "x" } }],
    [
      "a bare item with more beside Item",
      '{"Item":{"S":"x"},"pk":{"S":"a"}}',
      { Item: { S: "x" }, pk: { S: "a" } },
    ],
  ])("reads %s", async (_what, text, attributes) => {
    const found = await all(dynamodbJsonRecords(chunks([text])));
    expect(found).toEqual([{ ok: true, attributes, position: { line: 1, index: 0, byte: 0 } }]);
  });

  it.each([
    ['{"Item":{"pk":"a"}}', "VALUE_NOT_STORABLE"],
    ['{"pk":1}', "VALUE_NOT_STORABLE"],
    ["[]", "VALUE_NOT_STORABLE"],
    ["{", "JSON_MALFORMED"],
  ])("%s is malformed and the rest goes on", async (bad, code) => {
    const found = await all(dynamodbJsonRecords(chunks([`${bad}\n{"pk":{"S":"a"}}\n`])));
    expect(found.map((one) => one.ok || one.reason.code)).toEqual([code, true]);
  });
});
