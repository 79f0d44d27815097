import { expect, test } from "vitest";
import type { CsvWishes } from "../../src/source/csv/find-csv-reading.ts";
import type { SourceFormat } from "../../src/source/source-formats.ts";
import { sourceNotes } from "../../src/source/source-notes.ts";

const WISHES: CsvWishes = { delimiter: undefined, types: {}, infer: true, empty: "omit" };

const notesOf = (text: string, format: SourceFormat, wishes: Partial<CsvWishes> = {}) =>
  sourceNotes({ head: Buffer.from(text), isWhole: true }, format, { ...WISHES, ...wishes });

test.each<[string, string, SourceFormat, Partial<CsvWishes>, readonly string[]]>([
  ["nothing", "", "csv", {}, ["the source is empty: it has no records"]],
  ["blanks", " \n\t\n", "json-lines", {}, ["the source has nothing but blanks: it has no records"]],
  ["one of several files that is empty", "", "csv", { isOneOfSeveral: true }, []],
  ["records", "id\n1\n", "csv", {}, []],
  ["a line to skip and records", "# x\nid\n1\n", "csv", { skipLines: 1 }, []],
  [
    "fewer lines than are skipped",
    "id,n\na,1\n",
    "csv",
    { skipLines: 5 },
    ["the source has 2 lines, and --skip-lines 5 leaves no record of them"],
  ],
  [
    "JSON with options of a CSV",
    '{"id":1}',
    "json-lines",
    { skipLines: 1, columns: ["x"], escape: "\\", header: false, delimiter: ";" },
    [
      "--delimiter, --columns, --no-header, --skip-lines, --escape are for CSV; of a source of json-lines nothing comes of it",
    ],
  ],
  [
    "JSON with one of them",
    '{"id":1}',
    "json",
    { columns: ["x"] },
    ["--columns is for CSV; of a source of json nothing comes of it"],
  ],
])("of %s", (_, text, format, wishes, notes) => {
  expect(notesOf(text, format, wishes)).toEqual(notes);
});
