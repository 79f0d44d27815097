import { marshall } from "@aws-sdk/util-dynamodb";
import type { OrderItem } from "@spillway/cart";
import { lambdaContext, ManualClock, streamEvent } from "@spillway/testkit";
import { expect, test, vi } from "vitest";
import { createHandler } from "../src/handler.ts";

function orderItem(number: number): OrderItem {
  return {
    ...{ user_id: "ada", product_id: `!ORDER#000000000${number}`, number, order_id: `o-${number}` },
    ...{ placed_at: 1_796_000_000, currency: "EUR", total: 200 },
    lines: [{ product_id: "tea", quantity: 2, price: 100, epoch: "e", until: 2 }],
  };
}

const inserted = (item: object) => {
  const image = marshall(item) as Record<string, { S: string }>;
  const { user_id = { S: "" }, product_id = { S: "" } } = image;
  return { keys: { user_id, product_id }, newImage: image };
};

/** The handler, what it settled, and what it counted. */
function settler(refuses: (order: OrderItem) => boolean = () => false) {
  const settled: OrderItem[] = [];
  const addMetric = vi.fn();
  const warn = vi.fn();
  const handle = createHandler({
    async settle(order) {
      if (refuses(order)) throw new Error("DynamoDB can't be reached");
      settled.push(order);
      return { settled: 1, kept: 2 };
    },
    ...{ clock: new ManualClock(), random: () => 0 },
    logger: { info: () => {}, warn },
    metrics: { addMetric },
  });
  return {
    ...{ settled, handle, warn },
    counted: () =>
      Object.fromEntries(addMetric.mock.calls.map(([name, , value]) => [name, value as number])),
  };
}

test("settles each order that was placed", async () => {
  const { settled, counted, handle } = settler();
  const event = streamEvent([inserted(orderItem(1)), inserted(orderItem(2))]);
  expect(await handle(event, lambdaContext())).toEqual({ batchItemFailures: [] });
  expect(settled).toEqual([orderItem(1), orderItem(2)]);
  expect(counted()).toEqual({
    ...{ OrdersSettled: 2, LinesSettled: 2, LinesKept: 4, OrdersFailed: 0 },
  });
});

test("leaves alone what is no order that was placed", async () => {
  const { settled, handle } = settler();
  const line = { user_id: "ada", product_id: "tea", quantity: 1, epoch: "e", ttl: 1 };
  const { keys, newImage } = inserted(orderItem(1));
  const event = streamEvent([
    inserted(line),
    { keys, oldImage: newImage },
    { keys, oldImage: newImage, newImage },
    { keys, newImage: {}, eventName: "INSERT" },
  ]);
  expect(await handle(event, lambdaContext())).toEqual({ batchItemFailures: [] });
  expect(settled).toEqual([]);
});

test("has those come again that failed, and settles the others", async () => {
  const { settled, counted, handle } = settler(({ number }) => number === 2);
  const event = streamEvent([1, 2, 3].map((number) => inserted(orderItem(number))));
  expect(await handle(event, lambdaContext())).toEqual({
    batchItemFailures: [{ itemIdentifier: event.Records[1]?.dynamodb?.SequenceNumber }],
  });
  expect(settled.map(({ number }) => number)).toEqual([1, 3]);
  expect(counted()).toMatchObject({ OrdersFailed: 1 });
});

test("says why an order failed that is alone in its batch", async () => {
  const { handle, warn } = settler(() => true);
  const event = streamEvent([inserted(orderItem(1))]);
  const [record] = event.Records;
  const itemIdentifier = record?.dynamodb?.SequenceNumber;
  expect(await handle(event, lambdaContext())).toEqual({ batchItemFailures: [{ itemIdentifier }] });
  expect(warn.mock.calls).toEqual([
    [
      "orders were not settled",
      expect.objectContaining({ count: 1, reason: "DynamoDB can't be reached" }),
    ],
  ]);
});

test("fails an order that can't be read by its name", async () => {
  const { handle } = settler();
  const { lines: _, ...item } = orderItem(1);
  const event = streamEvent([inserted(item), inserted(orderItem(2))]);
  await expect(handle(event, lambdaContext())).rejects.toThrow(/ITEM_UNREADABLE.*!ORDER#/);
});
