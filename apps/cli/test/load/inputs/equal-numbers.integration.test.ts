import { expect, test } from "vitest";
import { loadsHere } from "./load-here.ts";

const loads = loadsHere();

test("007, 7 and 7.0 are one item, and it is said", async () => {
  const table = await loads.table({ keys: ["id:N"] });
  const name = "a.csv";
  await loads.file(name, "id,name\n007,James\n7,Seven\n7.0,Float\n8,Eight\n");
  const { code, report } = await loads.load(name, table);
  expect(report).toMatchObject({ read: 4, written: 2, deduplicated: 2, complete: true });
  expect(code).toBe(0);
  expect(report.numberKeys).toEqual({
    respelled: 2,
    first: {
      attribute: "id",
      text: "007",
      kept: "7",
      position: expect.objectContaining({ line: 2 }),
    },
    equal: 2,
    pair: [
      { text: "007", position: expect.objectContaining({ line: 2 }) },
      { text: "7", position: expect.objectContaining({ line: 3 }) },
    ],
  });
  expect(await loads.items(table)).toEqual([
    { id: { N: "7" }, name: { S: "Float" } },
    { id: { N: "8" }, name: { S: "Eight" } },
  ]);
  const said = await loads.said(name, table);
  expect(said).toContain(
    '2 keys of type number are kept otherwise than written: id "007" (line 2) as 7',
  );
  expect(said).toContain(
    '2 of the deduplicated differ as text from what replaced them and are equal as numbers: "007" (line 2) and "7" (line 3)',
  );
});

test("DynamoDB JSON, and keys that a template makes: the same", async () => {
  const table = await loads.table({ keys: ["pk:S", "sk:N"] });
  const items = ["1", "1.0", "2"].map((N) => JSON.stringify({ pk: { S: "a" }, sk: { N } }));
  await loads.file("a.jsonl", items.join("\n"));
  const { report } = await loads.load("a.jsonl", table);
  expect(report.numberKeys).toMatchObject({
    respelled: 1,
    equal: 1,
    pair: [{ text: "1" }, { text: "1.0" }],
  });
  await loads.file("b.csv", "pk,n\na,007\na,8\n");
  const made = await loads.load("b.csv", table, "--sk", "{n}", "--types", "*:string");
  expect(made.report.numberKeys).toMatchObject({
    respelled: 1,
    first: { text: "007" },
    equal: 0,
    pair: null,
  });
  expect(await loads.items(table)).toHaveLength(4);
});

test("in two files, each with its place", async () => {
  const table = await loads.table({ keys: ["id:N"] });
  await loads.file("part-1.csv", "id\n1\n007\n");
  await loads.file("part-2.csv", "id\n7\n");
  const { report } = await loads.load("part-*.csv", table);
  expect(report).toMatchObject({ read: 3, written: 2, deduplicated: 1 });
  const place = (file: string, index: number) =>
    expect.objectContaining({ index, file: expect.stringContaining(file) });
  expect(report.numberKeys).toMatchObject({
    ...{ respelled: 1, equal: 1 },
    pair: [
      { text: "007", position: place("part-1.csv", 1) },
      { text: "7", position: place("part-2.csv", 2) },
    ],
  });
});

test("nothing is said of numbers that are written as they are kept, nor of text", async () => {
  const [numbers, texts] = [
    await loads.table({ keys: ["id:N"] }),
    await loads.table({ keys: ["id:S"] }),
  ];
  await loads.file("a.csv", "id,n\n7,007\n7,1\n-0.5,x\n");
  expect((await loads.load("a.csv", numbers)).report).toMatchObject({
    numberKeys: null,
    deduplicated: 1,
  });
  await loads.file("b.csv", "id\n007\n7\n");
  expect((await loads.load("b.csv", texts)).report).toMatchObject({ numberKeys: null, written: 2 });
});
