import { describe, expect, test } from "vitest";
import { type CsvWishes, csvReading } from "../../src/source/csv/find-csv-reading.ts";

const WISHES: CsvWishes = { delimiter: undefined, types: {}, infer: true, empty: "omit" };
const KEYS = [
  { name: "pk", type: "S" },
  { name: "day", type: "N" },
  { name: "gone", type: "N" },
] as const;
const NEEDS = { keyAttributes: KEYS, needed: ["pk"] };

const headOf = (text: string) => ({
  bytes: Buffer.from(text).subarray(0, 65_536),
  isWhole: text.length < 65_536,
});
const readingOf = (text: string, wishes: Partial<CsvWishes> = {}, needs = NEEDS) =>
  csvReading(headOf(text), { ...WISHES, ...wishes }, needs);

describe("the reading of a CSV", () => {
  test("takes the keys' types, and the person's before those", () => {
    const text = "pk;day;n\n1;2;3\n";
    expect(readingOf(text)).toEqual({
      ...{ delimiter: ";", escape: "auto", infer: true, empty: "omit" },
      types: { pk: "string", day: "number" },
      notNull: ["pk", "day"],
    });
    const types = { day: "string", n: "boolean" } as const;
    expect(readingOf(text, { types }).types).toEqual({ pk: "string", ...types });
  });

  test("no column holds NULL that a key is, or that one is made of", () => {
    const needs = { keyAttributes: KEYS, needed: ["user", "date"] };
    expect(readingOf("user,date,day,n\n", {}, needs).notNull).toEqual(["user", "date", "day"]);
  });

  test("has what the person says of the file", () => {
    const said = { columns: ["", "pk", "day"], header: false, skipLines: 2, escape: "^" };
    expect(readingOf("Title\n\n0,a,1\n", said)).toMatchObject({
      ...{ delimiter: ",", names: said.columns, hasHeader: false, skipLines: 2, escape: "^" },
      types: { pk: "string", day: "number" },
    });
  });

  test("keeps the delimiter that the person names", () => {
    expect(readingOf("pk;b,c\n", { delimiter: ";" }).delimiter).toBe(";");
  });

  test.each<[string, Partial<CsvWishes>, string, number]>([
    ["sep=;\npk;b,c\n", {}, ";", 1],
    ["\uFEFFsep=;\r\npk;b,c\r\n", {}, ";", 1],
    ['"sep=|"\r\npk|b,c\r\n', {}, "|", 1],
    ["SEP=\t\npk\tb,c\n", {}, "\t", 1],
    ["sep=^\npk^b,c\n", {}, "^", 1],
    ["sep=,\npk;b,c\n", { delimiter: ";" }, ";", 1],
    ["sep=;\nTitle\npk;b,c\n", { skipLines: 2 }, ";", 2],
    ["sep=;\npk;b,c\n", { skipLines: 1 }, ";", 1],
  ])("%j: its first line says the delimiter, as in Excel", (text, wishes, delimiter, skipLines) => {
    expect(readingOf(text, wishes)).toMatchObject({ delimiter, skipLines });
  });

  test.each(["sep=;x,pk\n", "sep=,pk\n", "sep,pk\n", "pk,sep=;\n"])("%j is a header", (text) => {
    const reading = csvReading(headOf(text), WISHES, { keyAttributes: [], needed: [] });
    expect(reading.skipLines).toBeUndefined();
  });

  test("of nothing has no columns", () => {
    expect(readingOf("").types).toEqual({});
  });

  test("of a header longer than what is looked at has its first columns", () => {
    const names = Array.from({ length: 9_000 }, (_, at) => `column-${at}`);
    expect(readingOf(`pk,${names.join(",")}`).types).toEqual({ pk: "string" });
  });

  test("can't give binary keys", () => {
    const needs = { keyAttributes: [{ name: "pk", type: "B" }] as const, needed: ["pk"] };
    expect(() => csvReading(headOf("pk\n"), WISHES, needs)).toThrow(
      expect.objectContaining({
        code: "CSV_KEY_IS_BINARY",
        hint: expect.stringContaining('{"pk":{"B":"base64"}}'),
      }),
    );
  });
});

describe("what can't be read names the option that helps, ready to be copied", () => {
  test.each<[string, string, Partial<CsvWishes>, string, string, string]>([
    [
      "a column without a name, as pandas writes its index",
      ",pk,name\n0,a,Zoë\n",
      {},
      "CSV_HEADER_INVALID",
      "the header on line 1: expected a name for each column; column 1 has none",
      "Name the columns; an empty name leaves its column out: --columns ,pk,name",
    ],
    [
      "a name that comes twice, and its mended one is taken",
      "pk,name,name,name_2\na,b,c,d\n",
      {},
      "CSV_HEADER_INVALID",
      'the header on line 1: expected each name once; "name" came twice',
      "Name the columns: --columns pk,name,name_3,name_2",
    ],
    [
      "names that a shell or a CSV needs quotes for",
      'pk;"a, b";it\'s;\n1;2;3;4\n',
      {},
      "CSV_HEADER_INVALID",
      "the header on line 1: expected a name for each column; column 4 has none",
      `Name the columns; an empty name leaves its column out: --columns 'pk,"a, b",it'\\''s,'`,
    ],
    [
      "comment lines before the header",
      "# made by x\n# on Monday, at 5\npk,name\na,b\n",
      {},
      "KEY_COLUMN_MISSING",
      'expected a column "pk", which the table\'s key needs; came "# made by x"',
      "Line 3 has the table's key: if the header begins there, --skip-lines 2",
    ],
    [
      "comment lines before a header without the key",
      "# made by x\n# on Monday\nid,name\na,b\n",
      {},
      "KEY_COLUMN_MISSING",
      'expected a column "pk", which the table\'s key needs; came "# made by x"',
      "If the first 2 lines are comments: --skip-lines 2",
    ],
    [
      "a comment with a quote in it",
      '# by "x"\npk,name\na,b\n',
      {},
      "CSV_HEADER_INVALID",
      "the header on line 1: expected a field with quotes in it to begin with a quote; one has a quote inside",
      "Line 2 has the table's key: if the header begins there, --skip-lines 1",
    ],
    [
      "a spreadsheet's title, with its empty cells",
      "Users of May,,\n,,\nid,name,age\na,b,1\n",
      {},
      "CSV_HEADER_INVALID",
      "the header on line 1: expected a name for each column; column 2 has none",
      "If the first 2 lines are a title: --skip-lines 2",
    ],
    [
      "a title after lines that are passed over already",
      "# x\nUsers\npk,name\na,b\n",
      { skipLines: 1 },
      "KEY_COLUMN_MISSING",
      'expected a column "pk", which the table\'s key needs; came "Users"',
      "Line 3 has the table's key: if the header begins there, --skip-lines 2",
    ],
    [
      "a first line of numbers",
      "7,31,2.5\n8,32,1\n",
      {},
      "KEY_COLUMN_MISSING",
      'expected a column "pk", which the table\'s key needs; came "7", "31", "2.5"',
      "If the first line is a record already: --no-header --columns c1,c2,c3",
    ],
    [
      "numbers of which one comes twice",
      "7;7\n8;9\n",
      {},
      "CSV_HEADER_INVALID",
      'the header on line 1: expected each name once; "7" came twice',
      "If the first line is a record already: --no-header --columns c1,c2",
    ],
    [
      "a first line that may be one or the other: nothing is guessed",
      "7,Zoë,2019\n8,Max,2020\n",
      {},
      "KEY_COLUMN_MISSING",
      'expected a column "pk", which the table\'s key needs; came "7", "Zoë", "2019"',
      "Is it the right table? Keys can be made of other fields: --pk 'USER#{id}'",
    ],
    [
      "no header and no names",
      '7,"Zoë ""Z""",31\n',
      { header: false },
      "CSV_NAMES_NOT_GIVEN",
      'expected names for the columns, as there is no header; came none. The first record is "7", "Zoë \\"Z\\"", "31"',
      "Name them in this order: --no-header --columns c1,c2,c3",
    ],
    [
      "names that are not as many as the header's",
      "pk,name,age\na,b,1\n",
      { columns: ["pk", "name"] },
      "CSV_NAMES_INVALID",
      'expected as many names as the header has, 3; came 2. It is "pk", "name", "age"',
      "An empty name leaves a column out.",
    ],
    [
      "names that are not as many as the first record's fields",
      "a,b,1\n",
      { columns: ["pk", "name"], header: false },
      "CSV_NAMES_INVALID",
      'expected as many names as the first record has fields, 3; came 2. It is "a", "b", "1"',
      "An empty name leaves a column out.",
    ],
    [
      "a name that is given twice",
      "a,b,c\n1,2,3\n",
      { columns: ["pk", "n", "n"] },
      "CSV_NAMES_INVALID",
      'expected each name once; "n" came twice',
      "An empty name leaves a column out.",
    ],
    [
      "names without the key",
      "a,b\n1,2\n",
      { columns: ["id", "n"] },
      "KEY_COLUMN_MISSING",
      'expected a column "pk", which the table\'s key needs; came "id", "n"',
      "Is it the right table? Keys can be made of other fields: --pk 'USER#{id}'",
    ],
  ])("%s", (_, text, wishes, code, message, hint) => {
    expect(() => readingOf(text, wishes)).toThrow(expect.objectContaining({ code, message, hint }));
  });
});

test("a file whose lines end with a carriage return alone is named, with how to convert it", () => {
  expect(() => readingOf("pk,day\ra,1\rb,2\r")).toThrow(
    expect.objectContaining({
      code: "CSV_HEADER_INVALID",
      hint: "Convert the line ends: tr '\\r' '\\n' <FILE | spillway load -",
    }),
  );
});
