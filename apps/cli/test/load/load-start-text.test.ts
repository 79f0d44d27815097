import type { LoadStart } from "@spillway/load";
import { expect, test } from "vitest";
import { startText } from "../../src/load/load-start-text.ts";

const column = (name: string, type: "string" | "number" | "boolean", inferred = true) => ({
  ...{ name, type, inferred },
});
const START: LoadStart = {
  ...{ format: "json-lines", columns: undefined, files: undefined, notes: [], resume: false },
  ...{ resumedAt: undefined, unfinished: undefined },
};

test("a person is told the format, and of a CSV what was found", () => {
  expect(startText(START)).toEqual(["JSON Lines"]);
  expect(startText({ ...START, format: "export" })).toEqual(["a DynamoDB export"]);
  expect(startText({ ...START, format: "table" })).toEqual(["a table"]);
  expect(startText({ ...START, format: "table", items: 48_200 })).toEqual([
    "a table of about 48,200 items, as DynamoDB last counted them",
  ]);
  const columns = [column("pk", "number", false), column("name", "string"), column("n", "number")];
  const csv = { ...START, format: "csv", columns: { delimiter: ";", columns } };
  expect(startText(csv)).toEqual([
    "CSV, 3 columns, delimiter semicolon",
    "types, by the first records: numbers: n; every other column is text (to change that: --types)",
  ]);
  expect(startText({ ...csv, encoding: "utf-16le" })[0]).toBe(
    "CSV in utf-16le, 3 columns, delimiter semicolon",
  );
  const escaped = { delimiter: ",", escape: { character: "\\", found: true }, sampled: 3 };
  const left = { ...escaped, columns: [column("", "string", false), column("a", "string")] };
  expect(startText({ ...csv, columns: left })).toEqual([
    "CSV, 2 columns, 1 left out, delimiter comma",
    "fields escape quotes by a backslash, by the first records (to change that: --escape none)",
  ]);
  const said = { ...left, escape: { character: "\\", found: false } };
  expect(startText({ ...csv, columns: said })).toHaveLength(1);
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

test("and of several files which they are, and what has become of them since", () => {
  const unchanged = { gone: [], replaced: [], added: [] };
  const files = {
    ...{ count: 1_200, bytes: 5_000_000, changes: unchanged, passedOver: [] },
    first: { name: "in/a.csv", number: 1 },
  };
  expect(startText({ ...START, files })).toEqual([
    "1,200 files, 5,000,000 bytes, first in/a.csv",
    "JSON Lines",
  ]);
  const passedOver = [
    { why: "empty", count: 5, names: ["in/b.csv", "in/c.csv", "in/d.csv"] },
  ] as const;
  const changes = { gone: ["in/a.csv"], replaced: ["in/x.csv"], added: ["a", "b", "c", "d", "e"] };
  const first = { name: "in/w.csv", number: 700 };
  expect(
    startText({ ...START, files: { ...files, bytes: undefined, passedOver, changes, first } }),
  ).toEqual([
    "1,200 files, from file 700 on, in/w.csv",
    "passed over, empty: in/b.csv, in/c.csv, in/d.csv and 2 more",
    "not there any more, but done: in/a.csv",
    "changed before it was its turn, loaded as it is now: in/x.csv",
    "new since the load began, not loaded (load it by itself): a, b, c and 2 more",
    "JSON Lines",
  ]);
  const done = { ...START, format: "several", files: { ...files, first: undefined } };
  expect(startText(done)).toEqual(["1,200 files, 5,000,000 bytes, all of them are done"]);
});
