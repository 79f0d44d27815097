import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { Entity } from "dynamodb-toolbox/entity";
import { BatchPutRequest } from "dynamodb-toolbox/entity/actions/batchPut";
import { boolean } from "dynamodb-toolbox/schema/boolean";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import { Table } from "dynamodb-toolbox/table";
import { BatchWriteCommand, execute } from "dynamodb-toolbox/table/actions/batchWrite";
import { batchesOf, benchItem } from "../bench-items.ts";
import { CLIENT_SETTINGS, CONCURRENCY, type Contender, type Target } from "../contender.ts";

/** dynamodb-toolbox's batch put, five batches in flight; it retries without delay. */
export function toolbox({ endpoint, table: name }: Target): Contender {
  const client = new DynamoDBClient({ ...CLIENT_SETTINGS, endpoint });
  const table = new Table({
    name,
    documentClient: DynamoDBDocumentClient.from(client),
    partitionKey: { name: "pk", type: "string" },
  });
  const orders = new Entity({
    name: "Order",
    table,
    timestamps: false,
    entityAttribute: false,
    schema: item({
      pk: string().key(),
      customer: string(),
      email: string(),
      status: string(),
      city: string(),
      amount: number(),
      quantity: number(),
      gift: boolean(),
      note: string(),
    }),
  });
  const request = orders.build(BatchPutRequest);
  return {
    async write(from, count) {
      const numbers = Array.from({ length: count }, (_, index) => from + index);
      const batches = batchesOf(numbers);
      const work = async () => {
        for (const batch of batches) {
          const puts = batch.map((n) => request.item(orderOf(n)));
          await execute({ maxAttempts: 50 }, table.build(BatchWriteCommand).requests(...puts));
        }
      };
      await Promise.all(Array.from({ length: CONCURRENCY }, work));
    },
  };
}

type Order = Record<"pk" | "customer" | "email" | "status" | "city" | "note", string> &
  Record<"amount" | "quantity", number> & { readonly gift: boolean };

function orderOf(n: number): Order {
  return benchItem(n) as unknown as Order;
}
