import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { partitionOf } from "../state/state-item.ts";
import type { Told } from "./tell-once.ts";

/** What was told of a table, so that nobody is told twice. */
export interface Watch {
  /** Counts the times that it was kept; 0 before the first. */
  readonly version: number;
  readonly told: Told;
  /** The last event of the history that was counted in metrics. */
  readonly seenEventId?: string;
  /** The last UTC day whose cost was told, such as `2026-03-04`. */
  readonly costedDay?: string;
}

/** Where it is kept. */
export interface WatchStore {
  read(table: string): Promise<Watch>;
  /**
   * Keeps the next version.
   *
   * @param watch with the version that was read
   * @returns what was kept; undefined where another one was faster: then it is that one's to tell
   */
  keep(table: string, watch: Watch): Promise<Watch | undefined>;
}

/** What is known of a table of which nothing was told. */
export const NOTHING_TOLD: Watch = { version: 0, told: {} };

/**
 * Keeps it in the state table: one item `TABLE#<name>`/`WATCH` of each table.
 *
 * @param client needs GetItem and PutItem
 */
export function dynamodbWatchStore(client: DynamoDBClient, stateTable: string): WatchStore {
  const keyOf = (table: string): Record<string, AttributeValue> => ({
    pk: { S: partitionOf(table) },
    sk: { S: "WATCH" },
  });
  return {
    async read(table) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: stateTable, Key: keyOf(table), ConsistentRead: true }),
      );
      return Item?.watch?.S === undefined ? NOTHING_TOLD : (JSON.parse(Item.watch.S) as Watch);
    },
    async keep(table, watch) {
      const kept = { ...watch, version: watch.version + 1 };
      const command = new PutItemCommand({
        TableName: stateTable,
        Item: {
          ...keyOf(table),
          version: { N: String(kept.version) },
          watch: { S: JSON.stringify(kept) },
        },
        ConditionExpression: "attribute_not_exists(pk) OR version = :read",
        ExpressionAttributeValues: { ":read": { N: String(watch.version) } },
      });
      try {
        await client.send(command);
        return kept;
      } catch (error) {
        if (error instanceof Error && error.name === "ConditionalCheckFailedException") {
          return undefined;
        }
        throw error;
      }
    },
  };
}
