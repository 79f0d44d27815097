import { expect, test } from "vitest";
import { type Spike, spikeRecords } from "../src/index.ts";

async function collect(
  columns: readonly { readonly product: string }[],
  spike: Partial<Spike> = {},
) {
  const records = [];
  const options = { run: "r1", now: () => 1_767_593_495_123.75, ttlSeconds: 0, ...spike };
  for await (const record of spikeRecords(columns, options)) records.push(record);
  return records;
}

test("a record keeps its columns and gets a key and its run", async () => {
  expect(await collect([{ product: "lamp" }])).toEqual([
    {
      product: "lamp",
      pk: expect.stringMatching(/^[0-9a-f-]{36}$/),
      sk: 1_767_593_495_123,
      run: "r1",
    },
  ]);
});

test("expires_at is in seconds, counted from the record's own time", async () => {
  const [record] = await collect([{ product: "lamp" }], { ttlSeconds: 60 });
  expect(record).toMatchObject({ expires_at: 1_767_593_555 });
});

test("every record has an id of its own, in the order of their times", async () => {
  let nowMs = 1_767_593_495_000;
  const tick = () => {
    nowMs += 1;
    return nowMs;
  };
  const ids = (await collect(Array(500).fill({ product: "lamp" }), { now: tick })).map(
    ({ pk }) => pk,
  );
  expect(new Set(ids).size).toBe(500);
  expect(ids).toEqual(ids.toSorted());
});

test("a limit ends the spike after so many records, and reads no more of them", async () => {
  const products = Array.from({ length: 5 }, (_, index) => ({ product: `lamp ${index}` }));
  expect((await collect(products, { limit: 2 })).map(({ product }) => product)).toEqual([
    "lamp 0",
    "lamp 1",
  ]);
});
