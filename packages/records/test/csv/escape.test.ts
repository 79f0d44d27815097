import { describe, expect, it } from "vitest";
import type { CsvColumns, CsvOptions, SourceRecord } from "../../src/index.ts";
import { readCsv } from "./csv-sources.ts";

/** The values of a record, or why it is malformed. */
const shown = (records: readonly SourceRecord[]) =>
  records.map((source) => (source.ok ? Object.values(source.record) : source.reason.code));
const raw = String.raw;

describe("with an escape, a field is", () => {
  it.each<[string, string, unknown]>([
    ["a quote", raw`"say \"hi\""`, 'say "hi"'],
    ["a doubled quote", `"say ""hi"""`, 'say "hi"'],
    ["one of each", raw`"\""""`, '""'],
    ["one of each the other way", raw`"""\""`, '""'],
    ["the escape itself", raw`"C:\\"`, raw`C:\ `.trim()],
    ["the escape before a closing quote", raw`"\\\""`, raw`\"`],
    ["the letters of MySQL", raw`"\0\b\n\r\t\Z"`, "\0\b\n\r\t\u001a"],
    ["any other character itself", raw`"\a\x\é\😀\'"`, "axé😀'"],
    ["a newline in quotes", '"x\ny"', "x\ny"],
    ["an escaped newline in quotes", '"x\\\ny"', "x\ny"],
    ["an escaped newline without quotes", "x\\\ny", "x\ny"],
    ["an escaped CRLF without quotes", "x\\\r\ny", "x\r\ny"],
    ["an escaped delimiter without quotes", raw`x\,y`, "x,y"],
    ["an escaped quote without quotes", raw`5\" pipe`, '5" pipe'],
    ["a letter without quotes", raw`x\ty`, "x\ty"],
    ["NULL", raw`\N`, null],
    ["NULL in quotes, as MySQL reads it", raw`"\N"`, null],
    ["not NULL with more beside it", raw`\Nx`, "Nx"],
    ["not NULL: the word", "NULL", "NULL"],
    ["empty", "", ""],
    ["empty in quotes", '""', ""],
  ])("%s", async (_what, field, value) => {
    const records = await readCsv(`a,b,c\n${field},2,${field}\n1,2,3\n`, { escape: "\\" });
    expect(shown(records)).toEqual([
      [value, "2", value],
      ["1", "2", "3"],
    ]);
  });

  it.each<[string, string, string]>([
    ["a quote that is never closed", raw`"x\",2`, "CSV_QUOTE_NOT_CLOSED"],
    ["a quote inside", 'x"y,2', "CSV_STRAY_QUOTE"],
    ["text after a closing quote", raw`"x\""y,2`, "CSV_TEXT_AFTER_QUOTE"],
    ["too few fields", raw`"x\",2"`, "CSV_FIELD_COUNT"],
  ])("malformed by itself: %s", async (_what, line, code) => {
    const records = await readCsv(`a,b\n${line}\n3,4\n`, { escape: "\\" });
    expect(shown(records)).toEqual([code, ["3", "4"]]);
  });

  it("malformed where the file ends with it", async () => {
    const records = await readCsv("a,b\n1,2\n3,4\\", { escape: "\\" });
    expect(shown(records)).toEqual([["1", "2"], "CSV_ESCAPE_OPEN"]);
  });

  it("by any other character, too", async () => {
    const records = await readCsv('a,b\n"x^"^^",\\N\n', { escape: "^" });
    expect(shown(records)).toEqual([['x"^', raw`\N`]]);
  });

  it("typed, and NULL is left out where a column holds none", async () => {
    const options = { escape: "\\", infer: true, empty: "omit", notNull: ["k"] } as const;
    const records = await readCsv(
      raw`k,n,t
\N,\N,\N
"a",7,
`,
      options,
    );
    expect(records.map((one) => one.ok && one.record)).toEqual([
      { n: null, t: null },
      { k: "a", n: 7 },
    ]);
  });
});

describe("an escape is found", () => {
  const found = async (text: string, options: CsvOptions = {}) => {
    const calls: CsvColumns[] = [];
    const onColumns = (columns: CsvColumns) => calls.push(columns);
    const records = await readCsv(text, { escape: "auto", ...options, onColumns });
    return { found: calls[0]?.escape, delimiter: calls[0]?.delimiter, records: shown(records) };
  };
  const BACKSLASH = { character: "\\", found: true };

  it.each<[string, string, object | undefined, unknown[]]>([
    [
      "by a quote",
      raw`a,b
1,"x \"y\""
`,
      BACKSLASH,
      [["1", 'x "y"']],
    ],
    [
      "in a header",
      raw`a,"b \"c\""
1,2
`,
      BACKSLASH,
      [["1", "2"]],
    ],
    [
      "of one column",
      raw`a
"x \"y\""
`,
      BACKSLASH,
      [['x "y"']],
    ],
    [
      "not where RFC 4180 reads as many",
      raw`a,b
"C:\",1
"D:\",2
`,
      undefined,
      [
        ["C:\\", "1"],
        ["D:\\", "2"],
      ],
    ],
    [
      "not by a path and a malformed line",
      raw`a,b
"C:\",1
"x"y,2
3,4
`,
      undefined,
      [["C:\\", "1"], "CSV_TEXT_AFTER_QUOTE", ["3", "4"]],
    ],
    [
      "not by a path beside quotes of the other kind",
      raw`a,b
"C:\",1
"x \"y\"",2
`,
      undefined,
      [["C:\\", "1"], "CSV_TEXT_AFTER_QUOTE"],
    ],
    [
      "not where no quote is escaped",
      raw`a,b
"\\",\N
`,
      undefined,
      [[raw`\\`, raw`\N`]],
    ],
  ])("%s", async (_what, text, escape_, records) => {
    expect(await found(text)).toMatchObject({ found: escape_, records });
    expect(await found(text, { delimiter: "auto" })).toMatchObject({ found: escape_, records });
  });

  it("with the delimiter, where each record needs it", async () => {
    const line = (n: number) => raw`${n};"a, \"${n}\", b";"c"`;
    const text = `id;text;more\n${[1, 2, 3].map(line).join("\n")}\n`;
    const { delimiter, records } = await found(text, { delimiter: "auto" });
    expect(delimiter).toBe(";");
    expect(records).toEqual([1, 2, 3].map((n) => [`${n}`, `a, "${n}", b`, "c"]));
  });

  it("then reads only what all agree on who write a backslash before a quote", async () => {
    const certain = raw`1,"x \"y\""`;
    const others = [
      raw`2,"C:\\dir"`,
      raw`3,\N`,
      raw`4,"C:\new"`,
      raw`5,C:\new`,
      raw`6,"\N"`,
      "7,x",
    ];
    const text = ["a,b", ...Array.from({ length: 4 }, () => certain), ...others, ""].join("\n");
    const { records } = await found(text);
    expect(records.slice(0, 4)).toEqual(Array.from({ length: 4 }, () => ["1", 'x "y"']));
    expect(records.slice(4)).toEqual([
      ["2", raw`C:\dir`],
      ["3", null],
      "CSV_ESCAPE_UNCERTAIN",
      "CSV_ESCAPE_UNCERTAIN",
      "CSV_ESCAPE_UNCERTAIN",
      ["7", "x"],
    ]);
  });

  it("and where it was not, the reason names it", async () => {
    const [record] = await readCsv(raw`a,b
1,"x \"y\""
`);
    expect(record).toMatchObject({
      reason: {
        code: "CSV_TEXT_AFTER_QUOTE",
        message:
          "expected the delimiter or the line's end after a closing quote; other text follows it: if the backslash before the quote escapes it, set the escape",
      },
    });
  });
});

// In time that grows with the lines, not with their square: else this test would take hours.
it.each<[string, number, string, readonly number[], number]>([
  ["make one record that ends well", 200_000, "c,", [2, 3, 200_004], 0],
  ["are refused one by one where it does not", 200_000, 'c,y"z"', [2, 200_004], 200_001],
  // The rest of a run that is too long may fit.
  ["are refused one by one where it is too long", 500_000, "c,", [2, 174_765, 500_004], 174_762],
])("lines that end with an escape %s", async (_, lines, end, good, rejected) => {
  const text = `id,n\na,x\n${"b\\\n".repeat(lines)}${end}\nd,e\n`;
  const records = await readCsv(text, { escape: "\\" });
  const read = records.filter(({ ok }) => ok).map(({ position }) => position.line);
  expect({ read, rejected: records.length - read.length }).toEqual({ read: good, rejected });
});
