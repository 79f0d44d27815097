import { randomUUID } from "node:crypto";
import { DeleteItemCommand, GetItemCommand } from "@aws-sdk/client-dynamodb";
import type { Cloud } from "./cloud.ts";
import { endOf } from "./job.ts";

/**
 * One record through the API, found in its table, and taken away again.
 *
 * @throws Error when its job does not succeed, or the item is not there
 */
export async function trySmoke({ client, dynamodb, table }: Cloud): Promise<void> {
  const id = `smoke-test-${Date.now()}`;
  const request = {
    table,
    records: [{ id }],
    keys: { pk: "USER#{id}", sk: "PROFILE" },
    ttl: { attribute: "expires_at", seconds: 86_400 },
  };
  const submitted = await client.submit(request, randomUUID());
  const job = await endOf(client, submitted.id);
  if (job.state !== "succeeded") {
    throw new Error(`expected a job that succeeds; came ${job.state}: ${job.reason?.message}`);
  }
  const at = { TableName: table, Key: { pk: { S: `USER#${id}` }, sk: { S: "PROFILE" } } };
  const { Item } = await dynamodb.send(new GetItemCommand({ ...at, ConsistentRead: true }));
  if (Item === undefined) throw new Error(`expected the job's record in ${table}; came none`);
  await dynamodb.send(new DeleteItemCommand(at));
}
