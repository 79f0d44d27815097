import { encodeItem } from "@spillway/item";
import { expect, it } from "vitest";
import { sampleRecords } from "../src/index.ts";

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
}

it("has 1,000 orders, each different and of the size of a usual record", async () => {
  const orders = await collect(sampleRecords());
  expect(orders).toHaveLength(1_000);
  expect(new Set(orders.map((order) => order.order_number)).size).toBe(1_000);
  const bytes = orders.map((order) => encodeItem(order).bytes);
  expect(Math.min(...bytes)).toBeGreaterThan(150);
  expect(Math.max(...bytes)).toBeLessThan(250);
});

it("has numbers where numbers belong, and text of many languages", async () => {
  const orders = await collect(sampleRecords());
  for (const { quantity, unit_price } of orders) {
    expect(quantity).toBeTypeOf("number");
    expect(unit_price).toBeTypeOf("number");
  }
  const beyondAscii = orders.filter((order) => /[^\u0020-\u007e]/.test(String(order.customer)));
  expect(beyondAscii.length).toBeGreaterThan(100);
});
