import { type DynamoDBClient, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { partitionOf } from "../state/state-item.ts";
import type { CapacityCosts } from "./capacity-costs.ts";

/** What one UTC day of a table cost. */
export interface DayCosts extends CapacityCosts {
  /** Such as `2026-03-04`. */
  readonly day: string;
}

/** Where the costs of days are kept, for 90 days, as the history is. */
export interface DayStore {
  record(table: string, costs: DayCosts): Promise<void>;
  /** The newest first. */
  days(table: string, limit: number): Promise<readonly DayCosts[]>;
}

const PREFIX = "DAY#";
const KEPT_SECONDS = 90 * 86_400;

/**
 * Keeps the costs of days in the state table: an item `TABLE#<name>`/`DAY#<day>` for each.
 *
 * @param client needs PutItem and Query
 */
export function dynamodbDayStore(client: DynamoDBClient, stateTable: string): DayStore {
  return {
    async record(table, costs) {
      const expiresAt = Date.parse(costs.day) / 1_000 + KEPT_SECONDS;
      const Item = {
        pk: { S: partitionOf(table) },
        sk: { S: `${PREFIX}${costs.day}` },
        costs: { S: JSON.stringify(costs) },
        expires_at: { N: String(expiresAt) },
      };
      await client.send(new PutItemCommand({ TableName: stateTable, Item }));
    },
    async days(table, limit) {
      const command = new QueryCommand({
        TableName: stateTable,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :day)",
        ExpressionAttributeValues: { ":pk": { S: partitionOf(table) }, ":day": { S: PREFIX } },
        ScanIndexForward: false,
        Limit: limit,
      });
      const { Items = [] } = await client.send(command);
      return Items.map(({ costs }) => JSON.parse(costs?.S ?? "{}") as DayCosts);
    },
  };
}
