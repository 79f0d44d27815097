import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { type OrderItem, orderItemSchema } from "@spillway/cart";
import { beforeAll, describe, expect, it } from "vitest";
import { sharedCloud } from "./shared-cloud.ts";

const { aws, cart: shown, endpoint, outputs } = sharedCloud();
const cart = outputs.cart.value;
const client = DynamoDBDocumentClient.from(
  new DynamoDBClient({
    ...{ endpoint, region: "us-east-1" },
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  }),
);

/** What the table has of each shopper of the demo. */
let items: ReadonlyMap<string, readonly Record<string, unknown>[]>;

beforeAll(async () => {
  const found = shown.units.map(async ({ name, userId }) => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: cart.cart_table_name,
        KeyConditionExpression: "user_id = :user",
        ExpressionAttributeValues: { ":user": userId },
        ConsistentRead: true,
      }),
    );
    return [name, Items] as const;
  });
  items = new Map(await Promise.all(found));
});

const isOrder = ({ product_id: key }: Record<string, unknown>) => String(key).startsWith("!ORDER#");

function ordersOf(name: string): readonly OrderItem[] {
  return (items.get(name) ?? []).filter(isOrder).map((item) => orderItemSchema.parse(item));
}

describe("the table of carts after the demo's day", () => {
  it("has each shopper's orders, numbered without a gap, each the sum of its lines", () => {
    for (const { name, orders: count } of shown.units) {
      const orders = ordersOf(name);
      expect([name, orders.map(({ number }) => number)]).toEqual([
        name,
        Array.from({ length: count }, (_, index) => index + 1),
      ]);
      for (const { total, lines } of orders) {
        const sum = lines.reduce((all, { quantity, price }) => all + quantity * price, 0);
        expect(total).toBe(sum);
      }
    }
    const ids = shown.units.flatMap(({ name }) => ordersOf(name)).map(({ order_id: id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("has no line any more: what was sold was emptied, and what was not ran out", () => {
    const rest = [...items].flatMap(([name, all]) =>
      all
        .filter((item) => !isOrder(item))
        .map(({ product_id: key }) => [name, key])
        .filter(([, key]) => key !== "#CART"),
    );
    expect(rest).toEqual([]);
  });

  it.each([
    ["an order that could not be settled", cart.settler_failure_queue_url],
    ["one that could not be announced", cart.changes.dead_letter_queue_url],
  ])("leaves nothing in the queue of %s", async (_, queueUrl) => {
    const { Messages = [] } = await aws<{ Messages?: readonly { readonly Body: string }[] }>([
      ...["sqs", "receive-message", "--visibility-timeout", "1", "--queue-url", queueUrl],
    ]);
    // S3 itself says once that it may send there.
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
    expect(Messages.filter(({ Body }) => !Body.includes('"s3:TestEvent"'))).toEqual([]);
  });
});
