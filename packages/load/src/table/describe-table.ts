import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type TableDescription,
} from "@aws-sdk/client-dynamodb";
import { awsRequest, nameOfTarget, type Target } from "@spillway/aws";
import { type TableShape, tableShapeFrom } from "@spillway/capacity";
import { isSpillwayError } from "@spillway/errors";
import type { KeyAttribute } from "@spillway/item";
import { loadError } from "../errors.ts";
import { keyAttributesOf } from "./key-attributes.ts";

/** A table that can be written to. */
export interface DescribedTable {
  readonly shape: TableShape;
  /** Every key attribute of the table and its indexes. */
  readonly keyAttributes: readonly KeyAttribute[];
}

/** The same, with all that DynamoDB says of it. */
export interface FullyDescribedTable extends DescribedTable {
  readonly description: TableDescription;
}

/**
 * Asks for a table's keys, indexes and capacity.
 *
 * @param name or ARN
 * @throws SpillwayError `TABLE_NOT_FOUND`, `TABLE_NOT_READY`, and what the request failed with
 */
export async function describeTable(
  client: DynamoDBClient,
  name: string,
  target: Target,
): Promise<FullyDescribedTable> {
  const { Table = {} } = await asked(name, target, () =>
    client.send(new DescribeTableCommand({ TableName: name })),
  );
  if (Table.TableStatus !== "ACTIVE" && Table.TableStatus !== "UPDATING") {
    throw loadError(
      "TABLE_NOT_READY",
      `expected the table "${name}" to be active; it is ${Table.TableStatus}`,
      { hint: "Wait until it is active." },
    );
  }
  const shape = tableShapeFrom(Table);
  return { shape, keyAttributes: keyAttributesOf(shape), description: Table };
}

/**
 * Asks for the attribute that says when an item expires.
 *
 * @throws SpillwayError `TTL_NOT_ENABLED`
 */
export async function expiryAttribute(
  client: DynamoDBClient,
  name: string,
  target: Target,
): Promise<string> {
  const { TimeToLiveDescription: ttl } = await asked(name, target, () =>
    client.send(new DescribeTimeToLiveCommand({ TableName: name })),
  );
  if (ttl?.AttributeName !== undefined) return ttl.AttributeName;
  throw loadError("TTL_NOT_ENABLED", `the table "${name}" has no TTL attribute`, {
    hint: "Name the attribute, such as --ttl expires_at=30d, or enable TTL on the table.",
  });
}

async function asked<Answer>(
  name: string,
  target: Target,
  request: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await awsRequest(`could not read the table "${name}"`, target, request);
  } catch (error) {
    if (!isSpillwayError(error, "RESOURCE_NOT_FOUND")) throw error;
    const where = nameOfTarget(target);
    throw loadError("TABLE_NOT_FOUND", `there is no table "${name}" at ${where}`, {
      hint: "Check its name, the region (--region) and the account: spillway identity",
      cause: error,
    });
  }
}
