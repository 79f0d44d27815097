import { Readable } from "node:stream";
import { type AttributeMap, type AttributeValue, sameItem, toAttributeMap } from "@spillway/item";
import {
  type ColumnType,
  csvRecords,
  dynamodbJsonRecords,
  jsonLinesRecords,
} from "@spillway/records";
import { attributeMaps } from "@spillway/testkit";
import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { ColumnNames, orderedColumns } from "../src/formats/csv-columns.ts";
import { ColumnKinds } from "../src/formats/csv-kinds.ts";
import { csvText } from "../src/formats/csv-text.ts";
import { csvTypes } from "../src/formats/csv-types.ts";
import { dynamodbJsonText } from "../src/formats/dynamodb-json-text.ts";
import type { ItemText } from "../src/formats/item-text.ts";
import { jsonLinesText } from "../src/formats/json-lines-text.ts";
import { plainJson } from "../src/formats/plain-json.ts";
import { RemarkTally } from "../src/remarks/remarks.ts";
import { eachValue, fromCsv, fromPlainJson } from "./as-documented.ts";

const items = fc.array(attributeMaps([{ name: "pk", type: "S" }]), { minLength: 1, maxLength: 8 });

const textOfAll = (format: ItemText, all: readonly AttributeMap[]) =>
  format.head + all.map((item) => format.textOf(item)).join("");

/** Bytes in pieces of any size, as a file's read stream gives them. */
const inPieces = (text: string, size: number) => {
  const bytes = Buffer.from(text);
  const pieces = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
  return Readable.from(pieces);
};
const pieceSizes = fc.integer({ min: 1, max: 200 });

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of source) found.push(one);
  return found;
}

test("DynamoDB JSON comes back as it was, to the last digit", async () => {
  await fc.assert(
    fc.asyncProperty(items, pieceSizes, async (written, size) => {
      const read = await all(
        dynamodbJsonRecords(inPieces(textOfAll(dynamodbJsonText, written), size)),
      );
      expect(read.map((source) => source.ok && source.attributes)).toEqual(written);
    }),
  );
});

test("JSON Lines come back with sets as lists and binary as text, which is told", async () => {
  await fc.assert(
    fc.asyncProperty(items, pieceSizes, async (written, size) => {
      const tally = new RemarkTally();
      const read = await all(
        jsonLinesRecords(inPieces(textOfAll(jsonLinesText(tally), written), size)),
      );
      expect(read).toHaveLength(written.length);
      for (const [at, source] of read.entries()) {
        const back = source.ok ? toAttributeMap(source.record) : {};
        expect(sameItem(back, eachValue(written[at] ?? {}, fromPlainJson))).toBe(true);
      }
      const changed = (kinds: readonly string[]) =>
        new Set(
          written.flatMap((item) =>
            Object.entries(item).flatMap(([name, value]) => (holds(value, kinds) ? [name] : [])),
          ),
        );
      const told = (kind: string) =>
        new Set(tally.remarks().find((remark) => remark.kind === kind)?.attributes);
      expect(told("set")).toEqual(changed(["SS", "NS", "BS"]));
      expect(told("binary")).toEqual(changed(["B", "BS"]));
    }),
  );
});

test("a CSV comes back as documented, by the types that are told, through any delimiter", async () => {
  await fc.assert(
    fc.asyncProperty(
      items,
      pieceSizes,
      fc.constantFrom(",", ";", "\t", "|", "]", "^", "\\"),
      async (written, size, delimiter) => {
        const { columns, text, types } = csvOf(written, delimiter);
        const read = await all(
          csvRecords(inPieces(text, size), { delimiter, types, empty: "omit" }),
        );
        const jsonOf = (value: AttributeValue) => plainJson(value, { set: false, binary: false });
        const expected = fromCsv(written, columns, jsonOf);
        expect(read).toHaveLength(written.length);
        for (const [at, source] of read.entries()) {
          const back = source.ok ? toAttributeMap(source.record) : source.reason;
          expect(
            source.ok && sameItem(toAttributeMap(source.record), expected[at] ?? {}),
            JSON.stringify([back, expected[at]]),
          ).toBe(true);
        }
      },
    ),
  );
});

test("another reader of CSV finds the same cells", () => {
  fc.assert(
    fc.property(items, fc.constantFrom(",", ";", "\t"), (written, delimiter) => {
      const { columns, text } = csvOf(written, delimiter);
      const [header, ...rows] = parse(text, { delimiter, relax_column_count: false }) as string[][];
      expect(header).toEqual(columns);
      expect(rows).toHaveLength(written.length);
      for (const [at, row] of rows.entries()) {
        for (const [place, name] of columns.entries()) {
          const value = written[at]?.[name];
          if (value !== undefined && Object.hasOwn(written[at] ?? {}, name) && "S" in value) {
            expect(row[place]).toBe(value.S);
          }
        }
      }
    }),
  );
});

function csvOf(written: readonly AttributeMap[], delimiter: string) {
  const names = new ColumnNames();
  for (const item of written) names.add(item);
  // A name that `load` refuses is told, and tested by itself.
  const columns = orderedColumns(names.names(), ["pk"]).filter(
    (name) => name.trim() !== "" && !/\r(?!\n)/.test(name),
  );
  const kinds = new ColumnKinds(columns);
  const tally = new RemarkTally();
  const text = textOfAll(csvText({ columns, delimiter, tally, kinds }), written);
  csvTypes(kinds, tally);
  // By the counts and not by the text, which can't say every name.
  const types: Record<string, ColumnType> = Object.fromEntries(
    [...kinds.entries()].flatMap(([name, { text, number, boolean }]): [string, ColumnType][] => {
      if (text > 0 || number + boolean === 0 || (number > 0 && boolean > 0)) return [];
      return [[name, number > 0 ? "number" : "boolean"]];
    }),
  );
  return { columns, text, types };
}

function holds(value: AttributeValue, kinds: readonly string[]): boolean {
  if (kinds.some((kind) => kind in value)) return true;
  if ("L" in value) return value.L.some((element) => holds(element, kinds));
  return "M" in value && Object.values(value.M).some((inner) => holds(inner, kinds));
}
