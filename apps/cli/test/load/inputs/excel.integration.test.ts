import { expect, test } from "vitest";
import { loadsHere } from "./load-here.ts";

const loads = loadsHere();
const csv = 'pk;name\r\n1;Zoë, Ann\r\n2;"a;b\r\nc"\r\n3;x;y\r\n';
const items = [
  { pk: { S: "2" }, name: { S: "a;b\r\nc" } },
  { pk: { S: "1" }, name: { S: "Zoë, Ann" } },
];

test.each<[string, Uint8Array]>([
  ["UTF-8", Buffer.from(`sep=;\r\n${csv}`)],
  ["UTF-8 with its mark, in quotes", Buffer.from(`\uFEFF"sep=;"\r\n${csv}`)],
  ["UTF-16 with its mark", Buffer.from(`\uFEFFsep=;\r\n${csv}`, "utf16le")],
])("a first line sep=; is obeyed: %s", async (_, bytes) => {
  const table = await loads.table();
  await loads.file("a.csv", bytes);
  const { report, rejects } = await loads.load("a.csv", table);
  expect(report).toMatchObject({ read: 3, written: 2, rejected: 1, complete: true });
  expect(await loads.items(table)).toEqual(items);
  // Lines are those of the file: sep= is the first of them.
  expect(rejects).toMatchObject([{ reason: { code: "CSV_FIELD_COUNT" }, position: { line: 6 } }]);
});

test("the delimiter that a person names goes before it", async () => {
  const table = await loads.table();
  await loads.file("a.csv", "sep=,\npk;name\n1;a,b\n");
  const said = await loads.said("a.csv", table, "--delimiter", ";", "--types", "*:string");
  expect(said).toContain("CSV, 2 columns, delimiter semicolon");
  expect(await loads.items(table)).toEqual([{ pk: { S: "1" }, name: { S: "a,b" } }]);
});
