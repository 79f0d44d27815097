import type { Remark } from "@spillway/table-export";
import pc from "picocolors";
import { expect, test } from "vitest";
import { type ExportAnswer, exportText, formatBytes } from "../../src/export/export-text.ts";
import { loadLine } from "../../src/export/load-line.ts";
import { remarkLines } from "../../src/export/remark-words.ts";

const plain = pc.createColors(false);
const answer: ExportAnswer = {
  ...{ table: "Users", file: "users.json", format: "dynamodb-json", complete: true },
  ...{ items: 48_200, scanned: 48_200, bytes: 11_744_051, readUnits: 6_025, durationMs: 12_000 },
  ...{ itemsPerSecond: 4_016, resumedAt: null, checkpoint: null, remarks: [], columns: null },
  ...{ types: null, load: null, notLoadable: null },
};

test("a whole export", () => {
  expect(exportText(answer, plain)).toBe(
    [
      "✔ 48,200 items of Users written to users.json in 12 s, 4,016 items/s",
      "  DynamoDB JSON, 11.2 MB, 6,025 read units",
    ].join("\n"),
  );
});

test("one that was filtered, of several runs, with what it can't keep", () => {
  const remark: Remark = { kind: "nested", values: 7, attributes: ["tags"], more: false };
  const text = exportText(
    {
      ...answer,
      ...{ file: "-", format: "csv", items: 1, scanned: 9, resumedAt: 1, remarks: [remark] },
      load: "spillway load …",
    },
    plain,
  );
  expect(text.split("\n")).toEqual([
    "✔ 1 item of Users written to standard output in 12 s, 4,016 items/s",
    "  CSV, 11.2 MB, 6,025 read units, 9 items read",
    "  1 of them by earlier runs",
    "  1 attribute holds lists, maps or sets, which come back as JSON text: tags; DynamoDB JSON keeps them",
    "  to load it again: spillway load …",
  ]);
});

test("one that was ended says how to go on, or that nothing was kept", () => {
  const ended = { ...answer, complete: false };
  expect(exportText({ ...ended, checkpoint: "c.json" }, plain)).toContain("with --resume");
  expect(exportText(ended, plain)).toContain("the rest was not read");
});

test("remarks name a few attributes, those that can't be seen in quotes", () => {
  const attributes = ["a", " b", "c\n", "ü", "e", "f"];
  const remarks: Remark[] = [
    { kind: "set", values: 6, attributes, more: true },
    { kind: "binary", values: 1, attributes: ["x"], more: false },
  ];
  expect(remarkLines("json-lines", remarks)).toEqual([
    '6 or more attributes hold sets, which come back as lists: a, " b", "c\\n", ü, e, …',
    "1 attribute holds binary, which comes back as base64 text: x; DynamoDB JSON keeps them",
  ]);
});

test.each([
  [{ file: "users.csv" }, "spillway load users.csv --table Users --types '*:string'"],
  [
    { file: "it's.tsv", delimiter: "\t", types: "a b:number,*:string" },
    "spillway load 'it'\\''s.tsv' --table Users --delimiter tab --types 'a b:number,*:string'",
  ],
  [
    { file: "users.csv", hasNul: true },
    "spillway load users.csv --table Users --format csv --types '*:string'",
  ],
  [{ file: "users.txt" }, "spillway load users.txt --table Users --format csv --types '*:string'"],
])("the command that loads %o again", (csv, line) => {
  expect(loadLine({ table: "Users", delimiter: ",", types: "*:string", ...csv })).toBe(line);
});

test.each([
  [1, "1 byte"],
  [1_023, "1,023 bytes"],
  [1_024, "1 KB"],
  [5 * 1_024 ** 4, "5 TB"],
  [5_000 * 1_024 ** 4, "5,000 TB"],
])("%d bytes are %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
