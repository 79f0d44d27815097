import { isSpillwayError } from "@spillway/errors";
import { describe, expect, it } from "vitest";
import { type ColumnType, type CsvColumns, type CsvOptions, csvRecords } from "../../src/index.ts";
import { readCsv } from "./csv-sources.ts";

/** What a CSV was found to be, as `delimiter name:type …`; an inferred type has a question mark. */
async function found(text: string, options: CsvOptions = {}): Promise<string[]> {
  const calls: CsvColumns[] = [];
  await readCsv(text, { ...options, onColumns: (columns) => calls.push(columns) });
  return calls.map(({ delimiter, columns }) =>
    [
      delimiter,
      ...columns.map(({ name, type, inferred }) => `${name}:${type}${inferred ? "?" : ""}`),
    ].join(" "),
  );
}

const column = (values: readonly string[]) =>
  `id,v\n${values.map((value, at) => `k${at},"${value}"`).join("\n")}\n`;

describe("what was found is said once", () => {
  it.each<[string, string, CsvOptions, string[]]>([
    ["strings without more", "a,b\n1,2\n", {}, [", a:string b:string"]],
    ["types that were set", "a,b\n1,2\n", { types: { b: "number" } }, [", a:string b:number"]],
    ["a header alone", "a,b\n", { infer: true }, [", a:string? b:string?"]],
    ["a header without its newline", "a;b", { delimiter: "auto" }, ["; a:string b:string"]],
    ["not for nothing at all", "", { infer: true, delimiter: "auto" }, []],
    [
      "a set type is not inferred",
      "a,b\n1,2\n",
      { infer: true, types: { a: "string" } },
      [", a:string b:number?"],
    ],
  ])("%s", async (_what, text, options, expected) => {
    expect(await found(text, options)).toEqual(expected);
  });

  it("before the first record", async () => {
    const order: string[] = [];
    const records = await readCsv("a\n1\n", { onColumns: () => order.push("columns") });
    expect([...order, ...records.map(() => "record")]).toEqual(["columns", "record"]);
  });

  it("refuses a type of a column that the header lacks, and lists those it has", async () => {
    const options = { types: { Age: "number" } } as const;
    const error = await readCsv("id,age\n1,2\n", options).catch((caught: unknown) => caught);
    expect(isSpillwayError(error, "CSV_COLUMN_UNKNOWN") && error.message).toBe(
      'expected types for columns of the header, which are "id", "age"; came "Age"',
    );
  });
});

describe("the delimiter is found", () => {
  it.each<[string, string, string]>([
    ["commas", "a,b\n1,2\n", ","],
    ["semicolons, with decimal commas", "a;b\n1,5;2,5\n3,5;4,5\n", ";"],
    ["semicolons, with a decimal comma in the header", "id;EUR 1,0;x\n1;1,5;2\n", ";"],
    ["tabs", "a\tb\n1\t2\n", "\t"],
    ["pipes", "a|b\n1|2\n", "|"],
    ["commas, with semicolons in quotes", 'a,b\n"1;2;3",4\n"5;6;7",8\n', ","],
    ["commas, with quoted newlines", 'a,b\n"1;\n2",4\n', ","],
    ["one column", "a\n1\n2\n", ","],
    ["a malformed line in the head", "a;b\n1;2\n3,4,5\n6;7\n", ";"],
    ["the one that most lines keep to", "a|b,c\n1|2\n3|4\n5,6\n", "|"],
  ])("%s", async (_what, text, delimiter) => {
    const [line] = await found(text, { delimiter: "auto" });
    expect(line?.startsWith(`${delimiter} `)).toBe(true);
  });
});

describe("types are inferred", () => {
  it.each<[ColumnType, string, readonly string[]]>([
    ["number", "whole", ["1", "0", "-7"]],
    ["number", "decimals", ["19.90", "0.5", "-0.25"]],
    ["number", "with empty cells", ["", "3", ""]],
    ["number", "of 38 digits", ["1".repeat(38)]],
    ["string", "of 39 digits", ["1".repeat(39)]],
    ["string", "with one leading zero", ["10115", "01067", "80331"]],
    ["string", "telephone numbers", ["+4930123"]],
    ["string", "exponents", ["12e4", "7"]],
    ["string", "thousands", ["1,000"]],
    ["string", "dates", ["2026-11-21"]],
    ["string", "no digits after the point", ["1."]],
    ["string", "hexadecimal", ["0x10"]],
    ["string", "not a number", ["NaN", "Infinity"]],
    ["boolean", "true and false", ["true", "false", ""]],
    ["boolean", "in capitals", ["TRUE", "False"]],
    ["string", "yes and no", ["yes", "no"]],
    ["string", "of both kinds", ["true", "1"]],
    ["string", "empty throughout", ["", ""]],
  ])("%s: %s", async (type, _what, values) => {
    expect(await found(column(values), { infer: true })).toEqual([`, id:string? v:${type}?`]);
  });

  it("by well-formed records alone", async () => {
    const text = 'id,v\na,1\nb,x,y\n5" pipe,z\n"open,z\nc,2\n';
    expect(await found(text, { infer: true })).toEqual([", id:string? v:number?"]);
  });

  it("by the first 1,000 records alone, and refuses a later value that does not fit", async () => {
    const values = [...Array.from({ length: 1_000 }, (_, at) => String(at)), "007", "x", "5", ""];
    const records = await readCsv(column(values), { infer: true });
    const [zeros, letters, five, empty] = records.slice(1_000);
    expect(zeros?.ok === false && zeros.reason).toEqual({
      code: "CSV_VALUE_TYPE",
      message:
        'column "v": expected a plain number; came "007"; the type number was inferred from the first 1000 records: set the column\'s type to string',
    });
    expect(letters?.ok === false && letters.reason.code).toBe("CSV_VALUE_TYPE");
    expect(five?.ok && five.record).toEqual({ id: "k1002", v: 5 });
    expect(empty?.ok && empty.record).toEqual({ id: "k1003" });
  });

  it("a type that was set takes what an inferred one refuses", async () => {
    const [first] = await readCsv(column(["007"]), { infer: true, types: { v: "number" } });
    expect(first?.ok && first.record.v).toBe(7);
  });

  it("by 256 KB of long records", async () => {
    const values = Array.from({ length: 100 }, () => "y".repeat(10_000));
    const text = `id,v\n${values.map((value, at) => `${at < 90 ? at : "x"},${value}`).join("\n")}\n`;
    expect(await found(text, { infer: true })).toEqual([", id:number? v:string?"]);
  });
});

describe("empty cells", () => {
  const text = 'id,name,age,vip\n1,,,\n2,"","",""\n3,x,4,true\n';
  const types = { age: "number", vip: "boolean" } as const;
  it.each<[CsvOptions["empty"], string[]]>([
    [undefined, ["id,name", "id,name", "id,name,age,vip"]],
    ["keep", ["id,name", "id,name", "id,name,age,vip"]],
    ["omit", ["id", "id", "id,name,age,vip"]],
    ["null", ["id,name,age,vip", "id,name,age,vip", "id,name,age,vip"]],
  ])("%s", async (empty, expected) => {
    const records = await readCsv(text, { types, ...(empty && { empty }) });
    expect(records.map((one) => one.ok && Object.keys(one.record).join())).toEqual(expected);
  });

  it("are NULL in columns of any type, but not in those that hold none", async () => {
    const records = await readCsv(text, { types, empty: "null", notNull: ["name", "gone"] });
    expect(records.map((one) => one.ok && one.record)).toEqual([
      { id: "1", age: null, vip: null },
      { id: "2", age: null, vip: null },
      { id: "3", name: "x", age: 4, vip: true },
    ]);
    const [blank] = await readCsv("id,age\n1,  \n", { types: { age: "number" }, empty: "null" });
    expect(blank?.ok && blank.record).toEqual({ id: "1", age: null });
  });
});

it("begins at any record, counting malformed ones", async () => {
  const text = 'a,b\n1,2\n"x\ny",3\n5" pipe,4\n\n"open,5\n6,7,8\n9,"10"\n';
  const all = await readCsv(text);
  expect(all).toHaveLength(6);
  for (let index = 0; index <= all.length; index += 1) {
    expect(await readCsv(text, { from: { index } })).toEqual(all.slice(index));
  }
});

it.each([[{}], [{ infer: true }], [{ delimiter: "auto" }]])(
  "closes its input when its reader stops: %j",
  async (options) => {
    let closed = 0;
    const input = async function* () {
      try {
        for (;;) yield `a,b\n${"1,2\n".repeat(10_000)}`;
      } finally {
        closed += 1;
      }
    };
    for await (const source of csvRecords(input(), options)) if (source.ok) break;
    expect(closed).toBe(1);
  },
);
