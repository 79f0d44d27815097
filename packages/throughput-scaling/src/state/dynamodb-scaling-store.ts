import {
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { ScalingStore } from "./scaling-store.ts";
import { EVENT_PREFIX, eventItem, eventOf, partitionOf, stateKey, stateOf } from "./state-item.ts";

const FREE = "attribute_not_exists(lease_owner) OR lease_until <= :now OR lease_owner = :owner";

/**
 * Remembers in a small table with the keys `pk` and `sk`, both strings, and the TTL attribute
 * `expires_at`: one item `TABLE#<name>`/`STATE` with memory and lease of each scaled table, and one
 * `TABLE#<name>`/`EVENT#<id>` for each change.
 *
 * The client's own repetition of a request whose answer was lost does no harm: a lease is taken again
 * by its owner, and what was given back is given back no more, which then reads as lost.
 *
 * @param client of the region of the state table; it needs GetItem, UpdateItem, PutItem and Query
 * @param stateTable a name or an ARN
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html
 * @example
 * const store = dynamodbScalingStore(client, "spillway-dev-scaling");
 * await store.history("spillway-dev-entities", 20); // the last twenty changes
 */
export function dynamodbScalingStore(client: DynamoDBClient, stateTable: string): ScalingStore {
  return {
    async read(table) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: stateTable, Key: stateKey(table), ConsistentRead: true }),
      );
      return stateOf(table, Item);
    },
    async acquire({ table, owner, untilMs }, nowMs) {
      const command = new UpdateItemCommand({
        TableName: stateTable,
        Key: stateKey(table),
        UpdateExpression: "SET lease_owner = :owner, lease_until = :until",
        ConditionExpression: FREE,
        ExpressionAttributeValues: {
          ":owner": { S: owner },
          ":until": { N: String(untilMs) },
          ":now": { N: String(nowMs) },
        },
        ReturnValues: "ALL_OLD",
      });
      const taken = await unlessConditionFails(() => client.send(command));
      return taken && stateOf(table, taken.Attributes);
    },
    async release({ table, owner }, { memory, raisedAtMs }) {
      const raised = raisedAtMs === undefined ? "" : ", raised_at = :raised";
      const command = new UpdateItemCommand({
        TableName: stateTable,
        Key: stateKey(table),
        UpdateExpression: `SET #memory = :memory${raised} REMOVE lease_owner, lease_until`,
        ConditionExpression: "lease_owner = :owner",
        ExpressionAttributeNames: { "#memory": "memory" },
        ExpressionAttributeValues: {
          ":owner": { S: owner },
          ":memory": { S: JSON.stringify(memory) },
          ...(raisedAtMs === undefined ? {} : { ":raised": { N: String(raisedAtMs) } }),
        },
      });
      return (await unlessConditionFails(() => client.send(command))) !== undefined;
    },
    async record(event) {
      await client.send(new PutItemCommand({ TableName: stateTable, Item: eventItem(event) }));
    },
    async history(table, limit) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: stateTable,
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :event)",
          ExpressionAttributeValues: {
            ":pk": { S: partitionOf(table) },
            ":event": { S: EVENT_PREFIX },
          },
          ScanIndexForward: false,
          Limit: limit,
        }),
      );
      return Items.map((item) => eventOf(table, item));
    },
  };
}

async function unlessConditionFails<Result>(
  request: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await request();
  } catch (error) {
    // By its name: the caller's client may come with another copy of the SDK.
    if (error instanceof Error && error.name === "ConditionalCheckFailedException")
      return undefined;
    throw error;
  }
}
