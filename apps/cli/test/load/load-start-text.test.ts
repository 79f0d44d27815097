import type { LoadStart } from "@spillway/load";
import { expect, test } from "vitest";
import { startText } from "../../src/load/load-start-text.ts";

const column = (name: string, type: "string" | "number" | "boolean", inferred = true) => ({
  ...{ name, type, inferred },
});
const START: LoadStart = {
  ...{ format: "json-lines", columns: undefined, files: undefined, resume: false },
  ...{ resumedAt: undefined, unfinished: undefined },
};

test("a person is told the format, and of a CSV what was found", () => {
  expect(startText(START)).toEqual(["JSON Lines"]);
  expect(startText({ ...START, format: "export" })).toEqual(["a DynamoDB export"]);
  const columns = [column("pk", "number", false), column("name", "string"), column("n", "number")];
  const csv = { ...START, format: "csv", columns: { delimiter: ";", columns } };
  expect(startText(csv)).toEqual([
    "CSV, 3 columns, delimiter semicolon",
    "types, by the first records: numbers: n; every other column is text (to change that: --types)",
  ]);
  expect(startText({ ...csv, encoding: "utf-16le" })[0]).toBe(
    "CSV in utf-16le, 3 columns, delimiter semicolon",
  );
  const one = { delimiter: "~", columns: [column("ok", "boolean")] };
  expect(startText({ ...csv, columns: one })).toEqual([
    'CSV, 1 column, delimiter "~"',
    "types, by the first records: booleans: ok; every other column is text (to change that: --types)",
  ]);
});

test("and where it begins", () => {
  expect(startText({ ...START, resume: true, resumedAt: 1_200 }).at(-1)).toBe(
    "going on at record 1,200",
  );
  expect(startText({ ...START, resume: true }).at(-1)).toBe(
    "nothing to resume: it begins at the first record",
  );
  expect(startText({ ...START, unfinished: { next: 1_200, keptAs: "c-2.json" } }).at(-1)).toBe(
    "it begins at the first record; an earlier load stopped at record 1,200, to go on there instead: --resume --checkpoint c-2.json",
  );
});
