import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CsvOptions,
  csvLayout,
  csvRecords,
  rangedBytes,
  type SourceRecord,
  splitCsv,
} from "../../src/index.ts";
import { chunks, cut, readCsv } from "./csv-sources.ts";

type Value = string | null;

/** As MySQL writes a field: in quotes, or bare with the delimiter and newlines escaped. */
function written(value: Value, isQuoted: boolean): string {
  if (value === null) return "\\N";
  const text = value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\0", "\\0");
  if (isQuoted) return `"${text}"`;
  return text.replaceAll(",", "\\,").replaceAll("\n", "\\\n");
}

const value: fc.Arbitrary<Value> = fc.option(
  fc.string({
    unit: fc.constantFrom("a", "é", "😀", '"', "\\", ",", "\n", "\0", "n", "N", " "),
    maxLength: 7,
  }),
  { freq: 8 },
);
const field = fc.tuple(value, fc.boolean());
const rows = fc.array(fc.array(field, { minLength: 3, maxLength: 3 }), { maxLength: 12 });
const places = fc.array(fc.nat(), { minLength: 1, maxLength: 8 });
const newline = fc.constantFrom("\n", "\r\n");

const HEADER = "a,b,c";
const textOf = (all: readonly (readonly (readonly [Value, boolean])[])[], end: string) =>
  HEADER +
  end +
  all.map((row) => row.map(([one, isQuoted]) => written(one, isQuoted)).join(",") + end).join("");

const values = (records: readonly SourceRecord[]) =>
  records.map((source) => source.ok && Object.values(source.record));

describe("fields that were written with an escape", () => {
  it("are given back, however the bytes arrive", async () => {
    await fc.assert(
      fc.asyncProperty(rows, places, newline, async (all, at, end) => {
        const bytes = Buffer.from(textOf(all, end));
        const records = await readCsv(cut(bytes, at), { escape: "\\" });
        expect(values(records)).toEqual(all.map((row) => row.map(([one]) => one)));
      }),
      { numRuns: 500 },
    );
  });

  it("are given back where the escape was found: MySQL has quotes around all but NULL", async () => {
    await fc.assert(
      fc.asyncProperty(rows, places, newline, async (all, at, end) => {
        const quoted = all.map((row) =>
          row.map(([one]) => [one?.replaceAll("\0", "0") ?? null, true] as const),
        );
        const sure = `x,"say \\"hi\\"",y${end}`;
        const bytes = Buffer.from(textOf(quoted, end) + sure);
        const records = await readCsv(cut(bytes, at), { escape: "auto" });
        expect(values(records).slice(0, -1)).toEqual(quoted.map((row) => row.map(([one]) => one)));
      }),
      { numRuns: 500 },
    );
  });
});

describe("any text, with an escape", () => {
  const text = fc
    .array(
      fc.constantFrom(
        "a",
        "\\",
        '"',
        ",",
        "\n",
        "\r\n",
        "N",
        "\\\n",
        'f,"\n\n"\\\n,g\n',
        'b,"c"\n',
        '"d\\"",e\n',
        "é",
      ),
      {
        maxLength: 40,
      },
    )
    .map((parts) => parts.join(""));
  const escapes = fc.constantFrom("\\", "auto");
  const reading = (escape_: string): CsvOptions => ({ escape: escape_, maxRecordBytes: 30 });

  it("is read the same however it is cut, and answers for its lines once and in order", async () => {
    await fc.assert(
      fc.asyncProperty(text, places, escapes, async (content, at, escape_) => {
        const bytes = Buffer.from(`a,b\n${content}`);
        const whole = await readCsv([bytes], reading(escape_));
        expect(await readCsv(cut(bytes, at), reading(escape_))).toEqual(whole);
        expect(whole.map(({ position }) => position.index)).toEqual(whole.map((_, index) => index));
        const lines = whole.map(({ position }) => position.line ?? 0);
        expect(lines).toEqual([...new Set(lines)].sort((one, other) => one - other));
      }),
      { numRuns: 1_000 },
    );
  });

  it("has the same records in ranges, cut where the splitter says", async () => {
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 4, max: 40 }),
        escapes,
        async (content, count, maxRecordBytes, escape_) => {
          const bytes = Buffer.from(`a,b\n${content}`);
          const object = {
            size: bytes.length,
            read: async (start: number, end: number) => bytes.subarray(start, end),
          };
          const options = { escape: escape_, maxRecordBytes };
          const layout = await csvLayout(chunks([bytes]), options);
          if (layout === undefined) throw new Error("there is a header");
          const whole = await found(csvRecords(chunks([bytes]), options));
          const split = await splitCsv(object, { ranges: count }, { layout, maxRecordBytes });
          const parts: object[] = [];
          for (const range of split.ranges) {
            const input = rangedBytes(object, { range });
            parts.push(
              ...(await found(csvRecords(input, { columns: layout, maxRecordBytes, range }))),
            );
          }
          expect(parts).toEqual(whole);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

/** What is known of a record in a range: all but its number and line in the file. */
async function found(records: AsyncIterable<SourceRecord>): Promise<object[]> {
  const all: object[] = [];
  for await (const { position, ...record } of records) all.push({ ...record, byte: position.byte });
  return all;
}
