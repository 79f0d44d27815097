import { expect, test } from "vitest";
import { loadsHere } from "./load-here.ts";

const loads = loadsHere();
const indexed = {
  keys: ["id:S"],
  globalIndexes: { byDay: { keys: ["day:N", "tag:S"] } },
} as const;

test("index keys of the wrong type, empty or null: each rejected alone, in one request for the others", async () => {
  const table = await loads.table(indexed);
  const records = [
    { id: "good", day: 1, tag: "x" },
    { id: "type", day: "7" },
    { id: "empty", day: 1, tag: "" },
    { id: "null", day: null },
    { id: "long", tag: "x".repeat(1_025) },
    { id: "sparse", day: 2 },
  ];
  await loads.file("a.jsonl", records.map((record) => JSON.stringify(record)).join("\n"));
  const { code, report, rejects } = await loads.load("a.jsonl", table);
  expect(report).toMatchObject({
    ...{ read: 6, written: 2, rejected: 4, complete: true },
    ...{ batches: { sent: 1, failed: 0 }, retries: 0 },
  });
  expect(code).toBe(1);
  const whose = (name: string) => `the key attribute "${name}" of the index "byDay"`;
  expect(rejects.map(({ reason, record }) => ({ ...reason, record }))).toEqual([
    {
      code: "KEY_WRONG_TYPE",
      message: `expected ${whose("day")} of type N; came S`,
      record: records[1],
    },
    {
      code: "KEY_EMPTY",
      message: `expected ${whose("tag")} with a value; came an empty one`,
      record: records[2],
    },
    {
      code: "KEY_WRONG_TYPE",
      message: `expected ${whose("day")} of type N; came NULL`,
      record: records[3],
    },
    {
      code: "KEY_TOO_LONG",
      message: `expected at most 1024 bytes in ${whose("tag")}; came 1025`,
      record: records[4],
    },
  ]);
  expect(await loads.items(table)).toEqual([
    { day: { N: "1" }, id: { S: "good" }, tag: { S: "x" } },
    { day: { N: "2" }, id: { S: "sparse" } },
  ]);
});

test("a reject whose index key was mended is loaded again, and items in DynamoDB JSON are looked at too", async () => {
  const table = await loads.table(indexed);
  const items = [
    { id: { S: "a" }, day: { S: "7" } },
    { id: { S: "b" }, day: { N: "8" } },
  ];
  await loads.file("a.jsonl", items.map((Item) => JSON.stringify({ Item })).join("\n"));
  const { report, rejects } = await loads.load("a.jsonl", table);
  expect(report).toMatchObject({ written: 1, rejected: 1, batches: { sent: 1 } });
  const [line] = rejects;
  expect(line?.item).toEqual(items[0]);
  await loads.file("mended", JSON.stringify({ ...line, item: { ...line?.item, day: { N: "7" } } }));
  await loads.load("mended", table);
  expect(await loads.items(table)).toEqual([
    { day: { N: "7" }, id: { S: "a" } },
    { day: { N: "8" }, id: { S: "b" } },
  ]);
});
