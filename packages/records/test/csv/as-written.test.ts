import { isSpillwayError } from "@spillway/errors";
import { describe, expect, it } from "vitest";
import {
  type CsvOptions,
  columnsOfHead,
  csvLayout,
  csvRecords,
  rangedBytes,
  type SourceRecord,
  splitCsv,
} from "../../src/index.ts";
import { chunks, readCsv } from "./csv-sources.ts";

/** A record as `line: {…}`, a malformed one as `line! code`. */
const shown = (records: readonly SourceRecord[]) =>
  records.map((source) =>
    source.ok
      ? `${source.position.line}: ${JSON.stringify(source.record)}`
      : `${source.position.line}! ${source.reason.code}`,
  );

describe("how a CSV is written can be said", () => {
  it.each<[string, string, CsvOptions, string[]]>([
    [
      "names in place of the header's",
      "x,y\n1,2\n",
      { names: ["a", "b"] },
      ['2: {"a":"1","b":"2"}'],
    ],
    ["an empty name leaves its column out", "x,y\n1,2\n", { names: ["", "b"] }, ['2: {"b":"2"}']],
    ["a blank one too", "x,y\n1,2\n", { names: [" ", "b"] }, ['2: {"b":"2"}']],
    ["of several columns", ",x,x\n0,1,2\n", { names: ["", "a", ""] }, ['2: {"a":"1"}']],
    [
      "names for a header that can't be read",
      'x"y,z\n1,2\n',
      { names: ["a", "b"] },
      ['2: {"a":"1","b":"2"}'],
    ],
    [
      "no header",
      "1,2\n3,4\n",
      { names: ["a", "b"], hasHeader: false },
      ['1: {"a":"1","b":"2"}', '2: {"a":"3","b":"4"}'],
    ],
    ["no header, and a mark", "\uFEFF1\n", { names: ["a"], hasHeader: false }, ['1: {"a":"1"}']],
    [
      "no header, and types",
      "1,2\n",
      { names: ["a", "b"], hasHeader: false, infer: true },
      ['1: {"a":1,"b":2}'],
    ],
    [
      "no header, and a first line that is malformed",
      '"x\n3,4\n',
      { names: ["a", "b"], hasHeader: false },
      ["1! CSV_QUOTE_NOT_CLOSED", '2: {"a":"3","b":"4"}'],
    ],
    [
      "no header, the delimiter found",
      "1;2\n3;4\n",
      { names: ["a", "b"], hasHeader: false, delimiter: "auto" },
      ['1: {"a":"1","b":"2"}', '2: {"a":"3","b":"4"}'],
    ],
    ["lines before the header", '# x\n\n"# y\na\n1\n', { skipLines: 3 }, ['5: {"a":"1"}']],
    ["a mark before them", "\uFEFF# x\na\n1\n", { skipLines: 1 }, ['3: {"a":"1"}']],
    [
      "lines before the first record",
      "x\n1,2\n",
      { skipLines: 1, hasHeader: false, names: ["a", "b"] },
      ['2: {"a":"1","b":"2"}'],
    ],
    [
      "types and delimiter by the lines after them",
      "1,2,3\na;b\n1;2\n",
      { skipLines: 1, delimiter: "auto", infer: true },
      ['3: {"a":1,"b":2}'],
    ],
    ["more lines than there are", "a\n1\n", { skipLines: 9 }, []],
    ["nothing at all, without a header", "", { names: ["a"], hasHeader: false }, []],
    ["nothing at all, without names either", "", { hasHeader: false }, []],
  ])("%s", async (_what, text, options, expected) => {
    expect(shown(await readCsv(text, options))).toEqual(expected);
    const bytes = Array.from(Buffer.from(text), (byte) => Uint8Array.of(byte));
    expect(shown(await readCsv(bytes, options))).toEqual(expected);
  });

  it("a malformed record is told that it has not one field for each column", async () => {
    const records = await readCsv("1,2\n3\n", { names: ["a", "b"], hasHeader: false });
    expect(records.at(-1)).toMatchObject({
      reason: { message: "expected 2 fields, one for each column; came 1" },
    });
  });

  it("records keep their numbers and lines where reading begins later", async () => {
    const text = "title\n1,2\n3,4\n5,6\n";
    const options = { skipLines: 1, names: ["a", "b"], hasHeader: false };
    const all = await readCsv(text, options);
    expect(all.map(({ position }) => position)).toEqual([
      { line: 2, index: 0, byte: 6 },
      { line: 3, index: 1, byte: 10 },
      { line: 4, index: 2, byte: 14 },
    ]);
    for (const index of [1, 2, 3]) {
      expect(await readCsv(text, { ...options, from: { index } })).toEqual(all.slice(index));
    }
  });
});

describe("what does not fit is thrown", () => {
  it.each<[string, string, CsvOptions, string, string]>([
    [
      "fewer names than the header has",
      "x,y\n1,2\n",
      { names: ["a"] },
      "CSV_NAMES_INVALID",
      'expected as many names as the header has, 2; came 1. It is "x", "y"',
    ],
    [
      "more names than the first record has fields",
      "1,2\n",
      { names: ["a", "b", "c"], hasHeader: false },
      "CSV_NAMES_INVALID",
      'expected as many names as the first record has fields, 2; came 3. It is "1", "2"',
    ],
    [
      "a name twice",
      "x,y\n1,2\n",
      { names: ["a", "a"] },
      "CSV_NAMES_INVALID",
      'expected each name once; "a" came twice',
    ],
    [
      "neither header nor names",
      "1,2\n",
      { hasHeader: false },
      "CSV_NAMES_NOT_GIVEN",
      'expected names for the columns, as there is no header; came none. The first record is "1", "2"',
    ],
    [
      "the same, and the first record is malformed",
      '1"x\n',
      { hasHeader: false },
      "CSV_NAMES_NOT_GIVEN",
      'came none. The first record is 1"x',
    ],
    [
      "a type of a column that is not named",
      "x\n1\n",
      { names: ["a"], types: { x: "number" } },
      "CSV_COLUMN_UNKNOWN",
      'expected types for columns that are named, which are "a"; came "x"',
    ],
    [
      "an escape of two characters",
      "a\n",
      { escape: "ab" },
      "CSV_ESCAPE_INVALID",
      'expected one character as escape; came "ab"',
    ],
    ["a quote as escape", "a\n", { escape: '"' }, "CSV_ESCAPE_INVALID", "expected one character"],
    [
      "the delimiter as escape",
      "a\n",
      { escape: ";", delimiter: ";" },
      "CSV_ESCAPE_INVALID",
      "expected one character",
    ],
  ])("%s", async (_what, text, options, code, message) => {
    const error = await readCsv(text, options).catch((caught: unknown) => caught);
    expect(isSpillwayError(error, code) && error.message).toContain(message);
  });

  it("closes its input before", async () => {
    let closed = 0;
    const input = async function* () {
      try {
        for (;;) yield "1,2\n".repeat(10_000);
      } finally {
        closed += 1;
      }
    };
    const reading = csvRecords(input(), { hasHeader: false }).next();
    await expect(reading).rejects.toMatchObject({ code: "CSV_NAMES_NOT_GIVEN" });
    expect(closed).toBe(1);
  });
});

describe("a range of such a file", () => {
  it.each<[string, string, CsvOptions, number]>([
    [
      "without a header begins at the first byte",
      "1,2\n3,4\n",
      { names: ["", "b"], hasHeader: false },
      0,
    ],
    [
      "with lines before it begins after them",
      "title\nx,y\n1,2\n3,4\n",
      { names: ["", "b"], skipLines: 1 },
      10,
    ],
    [
      "with both begins after the lines",
      "title\n1,2\n3,4\n",
      { names: ["", "b"], hasHeader: false, skipLines: 1 },
      6,
    ],
  ])("%s, and has the same records", async (_what, text, options, recordsBegin) => {
    const bytes = Buffer.from(text);
    const object = {
      size: bytes.length,
      read: async (start: number, end: number) => bytes.subarray(start, end),
    };
    const layout = await csvLayout(chunks([bytes]), options);
    expect(layout?.recordsBegin).toBe(recordsBegin);
    if (layout === undefined) return;
    const { ranges } = await splitCsv(object, { ranges: 2 }, { layout });
    expect(ranges).toHaveLength(2);
    const records: object[] = [];
    for (const range of ranges) {
      const input = rangedBytes(object, { range });
      for await (const source of csvRecords(input, { ...options, columns: layout, range })) {
        records.push(source.ok ? { ...source.record } : source);
      }
    }
    expect(records).toEqual([{ b: "2" }, { b: "4" }]);
  });
});

describe("what a beginning alone says of the columns", () => {
  const names = (text: string, isWhole: boolean, options: CsvOptions = {}) =>
    columnsOfHead({ bytes: Buffer.from(text), isWhole }, options)?.columns.map(({ name }) => name);

  it.each<[string, string, boolean, CsvOptions, string[] | undefined]>([
    ["a header", "a,b\n1,2\n", true, {}, ["a", "b"]],
    ["a header that is cut off", "a,b", false, {}, ["a", "b"]],
    ["names", "1,2\n", true, { hasHeader: false, names: ["", "b"] }, ["", "b"]],
    ["nothing", "", true, {}, undefined],
    ["nothing after the lines before", "x\n", true, { skipLines: 1 }, undefined],
  ])("%s", (_what, text, isWhole, options, expected) => {
    expect(names(text, isWhole, options)).toEqual(expected);
  });
});
