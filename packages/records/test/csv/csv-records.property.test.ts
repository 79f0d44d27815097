import { canonicalNumber } from "@spillway/item";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, it } from "vitest";
import { csvFields } from "../../src/csv/csv-fields.ts";
import { cut, readCsv as read } from "./csv-sources.ts";

const field = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", "é", "東", '"', ",", "\n", "\r", " "), maxLength: 6 }),
  fc.string({ unit: "binary", maxLength: 6 }),
);

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

it("gives back any fields that were written with quotes, however the bytes arrive", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(field, { minLength: 3, maxLength: 3 }), { maxLength: 20 }),
      fc.array(fc.nat(), { maxLength: 10 }),
      fc.constantFrom("\n", "\r\n"),
      async (rows, places, newline) => {
        const lines = [["a", "b", "c"], ...rows].map((row) => row.map(quoted).join(","));
        const bytes = Buffer.from(lines.join(newline) + newline);
        const records = await read(cut(bytes, places));
        expect(records.map((source) => source.ok && Object.values(source.record))).toEqual(rows);
      },
    ),
  );
});

it("answers for every line of any text, in order and once", async () => {
  const line = fc.string({ unit: fc.constantFrom("a", '"', ",", "\r"), maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 30 }),
      fc.array(fc.nat(), { maxLength: 5 }),
      async (lines, places) => {
        const records = await read(cut(Buffer.from(["a,b", ...lines].join("\n")), places));
        expect(records.map((source) => source.position.index)).toEqual(records.map((_, at) => at));
        // A record covers as many lines as its text has.
        const covered = new Set<number>();
        for (const source of records) {
          const text = source.ok ? Object.values(source.record).join("") : source.raw;
          const newlines = text.split("\n").length - 1;
          const { line: first = Number.NaN } = source.position;
          for (let at = 0; at <= newlines; at += 1) {
            expect(covered.has(first + at)).toBe(false);
            covered.add(first + at);
          }
        }
        const expected = lines.flatMap((text, at) => (text.trim() === "" ? [] : [at + 2]));
        for (const number of expected) expect(covered.has(number)).toBe(true);
      },
    ),
  );
});

it("reads one record as csv-parse does, or refuses it as csv-parse does", async () => {
  const line = fc.string({ unit: fc.constantFrom("a", " ", '"', ",", "\n"), maxLength: 12 });
  await fc.assert(
    fc.property(line, (text) => {
      const found = csvFields(text, ",");
      let expected: string[][] | undefined;
      try {
        expected = parse(text, { record_delimiter: "\r\n", relax_column_count: true });
      } catch {
        expected = undefined;
      }
      // Empty text is no record to csv-parse; here blank lines were left out before.
      if (text !== "") expect(Array.isArray(found) ? [found] : undefined).toEqual(expected);
    }),
    { numRuns: 2_000 },
  );
});

it("reads any decimal as JavaScript does, or keeps every digit", async () => {
  const decimal = fc.oneof(
    fc.stringMatching(/^-?\d{1,12}(\.\d{1,8})?$/),
    fc.stringMatching(/^[+-]?0{0,3}\d{1,4}\.?\d{0,4}$/),
    fc.float({ noNaN: true, noDefaultInfinity: true }).map(String),
  );
  await fc.assert(
    fc.asyncProperty(decimal, async (text) => {
      const [source] = await read(`a\n${text}\n`, { types: { a: "number" } });
      const value = source?.ok ? source.record.a : undefined;
      if (typeof value === "number") expect(value).toBe(Number(text));
      else expect(canonicalNumber(String(value))).toBe(canonicalNumber(text));
    }),
    { numRuns: 1_000 },
  );
});
