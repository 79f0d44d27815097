import { isSpillwayError } from "@spillway/errors";
import { describe, expect, it } from "vitest";
import type { SourceRecord } from "../../src/index.ts";
import { readCsv as read } from "./csv-sources.ts";

/** A record as `line: fields`, a malformed one as `line! code`. */
function shown(records: readonly SourceRecord[]): string[] {
  return records.map((source) =>
    source.ok
      ? `${source.position.line}: ${Object.values(source.record).map(String).join("|")}`
      : `${source.position.line}! ${source.reason.code}`,
  );
}

describe("well-formed CSV", () => {
  it.each([
    ["plain lines", "a,b\n1,2\n3,4\n", ["2: 1|2", "3: 3|4"]],
    ["no newline at the end", "a,b\n1,2", ["2: 1|2"]],
    ["CRLF", "a,b\r\n1,2\r\n3,4\r\n", ["2: 1|2", "3: 3|4"]],
    ["a byte order mark", "\uFEFFa,b\n1,2\n", ["2: 1|2"]],
    ["blank lines", "\na,b\n\n1,2\n  \n3,4\n\n", ["4: 1|2", "6: 3|4"]],
    ["quoted delimiters", 'a,b\n"1,5",2\n', ["2: 1,5|2"]],
    ["doubled quotes", 'a,b\n"say ""hi""",2\n', ['2: say "hi"|2']],
    ["newlines in quotes", 'a,b\n"x\ny",2\n3,4\n', ["2: x\ny|2", "4: 3|4"]],
    ["CRLF in quotes", 'a,b\r\n"x\r\ny",2\r\n3,4\r\n', ["2: x\r\ny|2", "4: 3|4"]],
    ["empty fields", 'a,b\n,""\n', ["2: |"]],
    ["a header alone", "a,b\n", []],
    ["nothing at all", "", []],
  ])("reads %s", async (_what, text, expected) => {
    expect(shown(await read(text))).toEqual(expected);
  });

  it("names fields by the header, whatever the names are", async () => {
    const [source] = await read("id,__proto__,constructor\n1,2,3\n");
    const entries = source?.ok ? Object.entries(source.record) : [];
    expect(entries).toEqual([
      ["id", "1"],
      ["__proto__", "2"],
      ["constructor", "3"],
    ]);
  });

  it("takes another delimiter", async () => {
    expect(shown(await read("a;b\n1,5;2\n", { delimiter: ";" }))).toEqual(["2: 1,5|2"]);
  });

  it("takes a line of tabs for a record where the tab is the delimiter", async () => {
    expect(shown(await read("a\tb\n\t\n", { delimiter: "\t" }))).toEqual(["2: |"]);
  });

  it("keeps a character whole that two chunks share", async () => {
    const bytes = Buffer.from("name\nZoë 東京\n");
    const parts = Array.from(bytes, (byte) => Uint8Array.of(byte));
    expect(shown(await read(parts))).toEqual(["2: Zoë 東京"]);
  });
});

describe("a malformed line is a reject, and the rest goes on", () => {
  it.each([
    ["too few fields", "a,b\n1\n3,4\n", ["2! CSV_FIELD_COUNT", "3: 3|4"]],
    ["too many fields", "a,b\n1,2,3\n3,4\n", ["2! CSV_FIELD_COUNT", "3: 3|4"]],
    ["a quote inside a field", 'a,b\n5" pipe,2\n3,4\n', ["2! CSV_STRAY_QUOTE", "3: 3|4"]],
    ["two of them", 'a,b\n5" pipe,6" pipe\n3,4\n', ["2! CSV_STRAY_QUOTE", "3: 3|4"]],
    ["text after a closing quote", 'a,b\n"1"x,2\n3,4\n', ["2! CSV_TEXT_AFTER_QUOTE", "3: 3|4"]],
    [
      "a quote that is never closed",
      'a,b\n"1,2\n3,4\n5,6\n',
      ["2! CSV_QUOTE_NOT_CLOSED", "3: 3|4", "4: 5|6"],
    ],
    [
      "an unclosed quote before a good quoted field",
      'a,b\n"1,2\n3,4\n"5",6\n',
      ["2! CSV_QUOTE_NOT_CLOSED", "3: 3|4", "4: 5|6"],
    ],
    [
      "a stray quote on each line",
      'a,b\n1",2\n3",4\n5,6\n',
      ["2! CSV_STRAY_QUOTE", "3! CSV_STRAY_QUOTE", "4: 5|6"],
    ],
  ])("%s", async (_what, text, expected) => {
    expect(shown(await read(text))).toEqual(expected);
  });

  it("one bad line among many good ones", async () => {
    const lines = Array.from({ length: 1_000 }, (_, at) => (at === 617 ? 'x"x,1' : `${at},y`));
    const records = await read(`a,b\n${lines.join("\n")}\n`);
    expect(records.filter((source) => !source.ok).map((source) => source.position)).toEqual([
      { line: 619, index: 617, byte: 3_596 },
    ]);
    expect(records).toHaveLength(1_000);
    expect(records.map((source) => source.position.index)).toEqual(lines.map((_, at) => at));
  });

  it("says what was expected and what came, with the line as it stood", async () => {
    const [source] = await read("a,b\r\n1,2,3\r\n");
    expect(source).toEqual({
      ok: false,
      reason: { code: "CSV_FIELD_COUNT", message: "expected 2 fields, as in the header; came 3" },
      position: { line: 2, index: 0, byte: 5 },
      raw: "1,2,3",
    });
  });

  it("bytes that are not UTF-8", async () => {
    const parts = [Buffer.from("a\nx\n"), Uint8Array.of(0xff, 0x0a), Buffer.from("y\n")];
    expect(shown(await read(parts))).toEqual(["2: x", "3! TEXT_NOT_UTF8", "4: y"]);
  });

  it("a line that is too long, of which only the beginning is kept", async () => {
    const parts = ["a\nx\n", ...("z".repeat(5_000).match(/.{1,100}/g) ?? []), "\ny\n"];
    const records = await read(parts, { maxRecordBytes: 1_500 });
    expect(shown(records)).toEqual(["2: x", "3! LINE_TOO_LONG", "4: y"]);
    const [, long] = records;
    expect(long?.ok === false && long.raw).toBe("z".repeat(1_000));
  });

  it("a quote that is not closed within the longest record", async () => {
    const lines = Array.from({ length: 100 }, (_, at) => `${at},${"y".repeat(100)}`);
    const records = await read(`a,b\n"open,1\n${lines.join("\n")}\n`, { maxRecordBytes: 1_000 });
    expect(shown(records.slice(0, 2))).toEqual([
      "2! CSV_QUOTE_NOT_CLOSED",
      `3: 0|${"y".repeat(100)}`,
    ]);
    expect(records).toHaveLength(101);
  });
});

describe("types", () => {
  it.each([
    ["number", "12", 12],
    ["number", "-3.50", -3.5],
    ["number", "1e3", 1_000],
    ["number", "+7", 7],
    ["number", "9007199254740993", 9_007_199_254_740_993n],
    ["number", " 5 ", 5],
    ["number", "", undefined],
    ["boolean", "TRUE", true],
    ["boolean", "false", false],
    ["string", " 5 ", " 5 "],
    ["string", "", ""],
  ] as const)("%s from %j", async (type, text, value) => {
    const [source] = await read(`id,v\nx,${text}\n`, { types: { v: type } });
    expect(source?.ok && source.record.v).toEqual(value);
  });

  it.each([
    ["number", "abc"],
    ["number", "0x10"],
    ["number", "NaN"],
    ["number", "1,5"],
    ["number", `0.${"1234567890".repeat(4)}`],
    ["number", "1".repeat(39)],
    ["number", "1e999"],
    ["number", "1e-999"],
    ["boolean", "yes"],
  ] as const)("refuses as %s: %j", async (type, text) => {
    const records = await read(`id,v\nx,"${text}"\ny,\n`, { types: { v: type } });
    expect(shown(records)[0]).toBe("2! CSV_VALUE_TYPE");
    expect(records[1]?.ok).toBe(true);
  });
});

describe("what makes the whole input unusable is thrown", () => {
  it.each([
    ["an empty name", "a,,c\n1,2,3\n", "column 2 has none"],
    ["a doubled name", "a,b,a\n1,2,3\n", '"a" came twice'],
    ["line ends of a carriage return alone", "a,b\r1,2\r3,4\r", "a carriage return alone"],
    ["a malformed header", 'a"x,b\n1,2\n', "expected a field with quotes"],
  ])("%s in the header", async (_what, text, message) => {
    const error = await read(text).catch((caught: unknown) => caught);
    expect(isSpillwayError(error, "CSV_HEADER_INVALID") && error.message).toContain(message);
  });

  it("a header that is not UTF-8, with what to do", async () => {
    const parts = [Buffer.from("id,name\n1,Zoë\n", "utf16le")];
    const error = await read([Uint8Array.of(0xff, 0xfe), ...parts]).catch((caught) => caught);
    expect(isSpillwayError(error, "CSV_HEADER_INVALID") && error.hint).toContain("UTF-8");
  });

  it.each(["", ";;", '"', "\r"])("the delimiter %j", async (delimiter) => {
    const error = await read("a\n", { delimiter }).catch((caught: unknown) => caught);
    expect(isSpillwayError(error, "CSV_DELIMITER_INVALID")).toBe(true);
  });
});
