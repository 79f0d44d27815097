import { describe, expect, it } from "vitest";
import { type TableEvent, TableWrites } from "../../../src/event-sources/stream/table-writes.ts";
import type { Exchange } from "../../../src/gateway/exchange.ts";

function exchange(operation: string, body: object, status = 200, service = "dynamodb") {
  let read: Promise<Buffer> | undefined;
  return {
    service,
    operation,
    answered: { status, contentType: "" },
    body() {
      read ??= Promise.resolve(Buffer.from(JSON.stringify(body)));
      return read;
    },
    get readBody() {
      return read;
    },
  } as unknown as Exchange;
}

async function told(...exchanges: Exchange[]): Promise<TableEvent[]> {
  const writes = new TableWrites();
  const events: TableEvent[] = [];
  const end = writes.listen("orders", (event) => events.push(event));
  for (const one of exchanges) {
    await writes.prepare(one);
    writes.follow(one);
    await one.readBody;
  }
  end();
  return events;
}

describe("writes to a table", () => {
  const TableName = "orders";
  it.each<[string, object, TableEvent[]]>([
    ["PutItem", { TableName }, ["written"]],
    [
      "DeleteItem",
      { TableName: `arn:aws:dynamodb:us-east-1:123456789012:table/orders` },
      ["written"],
    ],
    ["BatchWriteItem", { RequestItems: { orders: [] } }, ["written"]],
    ["TransactWriteItems", { TransactItems: [{ Put: { TableName } }] }, ["written"]],
    ["ExecuteStatement", { Statement: 'DELETE FROM "orders" WHERE id = 1' }, ["written"]],
    ["UpdateTable", { TableName }, ["changed"]],
    ["UpdateTimeToLive", { TableName }, ["changed"]],
    ["GetItem", { TableName }, []],
    ["PutItem", { TableName: "others" }, []],
  ])("are told: %s %j", async (operation, body, expected) => {
    expect(await told(exchange(operation, body))).toEqual(expected);
  });

  it("are not told when they were refused, or are of another service", async () => {
    expect(
      await told(
        exchange("PutItem", { TableName }, 400),
        exchange("PutItem", { TableName }, 200, "others"),
      ),
    ).toEqual([]);
  });

  it("leave bodies alone where nobody listens", async () => {
    const writes = new TableWrites();
    const put = exchange("PutItem", { TableName });
    await writes.prepare(put);
    writes.follow(put);
    expect(put.readBody).toBeUndefined();
  });
});
