import { canonicalNumber } from "@spillway/item";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CsvColumns, SourceRecord } from "../../src/index.ts";
import { cut, readCsv } from "./csv-sources.ts";

/** A CSV that is written by RFC 4180: quotes where they are needed, or everywhere. */
interface Written {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly delimiter: string;
  readonly newline: string;
  readonly mark: string;
  readonly quotes: "needed" | "all";
}

const value = fc.oneof(
  fc.string({
    unit: fc.constantFrom("a", "é", "東", '"', ",", ";", "\t", "\n", "\r", " "),
    maxLength: 6,
  }),
  fc.string({ unit: "binary", maxLength: 6 }).map((text) => text.toWellFormed()),
  fc.integer({ min: -1_000, max: 1_000 }).map(String),
  fc.constantFrom("", "007", "1.50", "true", "FALSE", "1e3", "-0", "9007199254740993"),
);

const name = fc
  .string({ unit: fc.constantFrom("a", "_", "é", '"', ";", " "), maxLength: 5 })
  .map((text) => `n${text}`);

const written: fc.Arbitrary<Written> = fc.integer({ min: 2, max: 4 }).chain((width) =>
  fc.record({
    header: fc.uniqueArray(name, { minLength: width, maxLength: width }),
    rows: fc.array(fc.array(value, { minLength: width, maxLength: width }), { maxLength: 15 }),
    delimiter: fc.constantFrom(",", ";", "\t", "|", ":", "é"),
    newline: fc.constantFrom("\n", "\r\n"),
    mark: fc.constantFrom("", "\uFEFF"),
    quotes: fc.constantFrom("needed" as const, "all" as const),
  }),
);

function bytesOf({ header, rows, delimiter, newline, mark, quotes }: Written): Uint8Array {
  const field = (text: string) => {
    // Blank text is quoted too: a line of it alone would be a blank line.
    const needs = /["\r\n]/.test(text) || text.includes(delimiter) || text.trim() === "";
    return quotes === "all" || needs ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [header, ...rows].map((row) => row.map(field).join(delimiter) + newline);
  return Buffer.from(mark + lines.join(""));
}

const values = (records: readonly SourceRecord[]) =>
  records.map((source) => source.ok && Object.entries(source.record));

const places = fc.array(fc.nat(), { maxLength: 10 });

describe("a CSV that was written by RFC 4180", () => {
  it("is given back from any record on, however the bytes arrive", async () => {
    await fc.assert(
      fc.asyncProperty(written, places, fc.nat({ max: 15 }), async (csv, at, index) => {
        const { header, rows, delimiter } = csv;
        const records = await readCsv(cut(bytesOf(csv), at), { delimiter, from: { index } });
        const expected = rows.map((row) => header.map((name, column) => [name, row[column]]));
        expect(values(records)).toEqual(expected.slice(index));
        expect(records.map(({ position }) => position.index)).toEqual(
          records.map((_, number) => number + index),
        );
      }),
      { numRuns: 200 },
    );
  });

  it("keeps the meaning of every value where types are inferred, or refuses it", async () => {
    await fc.assert(
      fc.asyncProperty(written, async (csv) => {
        const { header, rows, delimiter } = csv;
        const records = await readCsv([bytesOf(csv)], { delimiter, infer: true });
        expect(records).toHaveLength(rows.length);
        for (const [at, row] of rows.entries()) {
          const source = records[at];
          // So few rows are all sampled: none is refused.
          for (const [column, name] of header.entries()) {
            const [text = "", found] = [row[column], source?.ok ? source.record[name] : "refused"];
            if (typeof found === "string") expect(found).toBe(text);
            else if (typeof found === "boolean")
              expect(text.trim().toLowerCase()).toBe(String(found));
            else if (found === undefined) expect(text.trim()).toBe("");
            else expect(canonicalNumber(String(found))).toBe(canonicalNumber(text.trim()));
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it("has its delimiter found where every field is quoted", async () => {
    const common = fc.constantFrom(",", ";", "\t", "|");
    await fc.assert(
      fc.asyncProperty(written, common, async (csv, delimiter) => {
        const bytes = bytesOf({ ...csv, delimiter, quotes: "all" });
        const records = await readCsv([bytes], { delimiter: "auto" });
        const expected = csv.rows.map((row) => csv.header.map((name, at) => [name, row[at]]));
        expect(values(records)).toEqual(expected);
      }),
    );
  });
});

describe("what is found in a CSV", () => {
  it("is the same however the bytes arrive, and from whichever record on", async () => {
    // Long enough for the head to end within them.
    const filler = Array.from({ length: 600 }, (_, at) => `${at},${"x".repeat(500)},${at % 7}\n`);
    const tails = fc.constantFrom("", "x,y,z\n", '1,"open,3\n', "1;2;3\n");
    await fc.assert(
      fc.asyncProperty(places, tails, fc.nat({ max: 600 }), async (at, tail, index) => {
        const bytes = Buffer.from(`n,text,m\n${tail}${filler.join("")}`);
        const found: CsvColumns[] = [];
        const options = {
          delimiter: "auto",
          infer: true,
          onColumns: (columns: CsvColumns) => found.push(columns),
        };
        const whole = await readCsv([bytes], options);
        const rest = await readCsv(cut(bytes, at), { ...options, from: { index } });
        expect(found).toHaveLength(2);
        expect(found[1]).toEqual(found[0]);
        expect(rest).toEqual(whole.slice(index));
      }),
      { numRuns: 10 },
    );
  });
});
