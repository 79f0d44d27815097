import {
  DescribeTableCommand,
  type DynamoDBClient,
  ListTagsOfResourceCommand,
  type TableDescription,
} from "@aws-sdk/client-dynamodb";
import { awsRequest, type Target } from "@spillway/aws";
import { type DescribedTable, describedTable, type NotSteered } from "@spillway/throughput-scaling";

/** What was seen of a table. */
export type TableLook =
  | {
      readonly kind: "seen";
      readonly described: DescribedTable;
      /** When the table was made, in milliseconds since 1970. */
      readonly sinceMs?: number;
    }
  | { readonly kind: "not steered"; readonly why: NotSteered };

/** What a look at a table needs. */
export interface LookServices {
  readonly dynamodb: DynamoDBClient;
  readonly target: Target;
  /** Whether Application Auto Scaling steers the table or one of its indexes. */
  readonly isAutoScaled: (table: string, indexes: readonly string[]) => Promise<boolean>;
}

/** The tag that stops the scaling of a table: with the value `off`. */
export const SCALING_TAG = "spillway:scaling";

/**
 * Looks whether a table can be steered, and what it has. The tag is read each time: it is obeyed with the
 * next look.
 *
 * @throws SpillwayError of AWS, such as ACCESS_DENIED
 */
export async function lookAtTable(services: LookServices, table: string): Promise<TableLook> {
  const description = await describe(services, table);
  if (description === undefined) return { kind: "not steered", why: "no such table" };
  const described = describedTable(description);
  if (described.isOnDemand) return { kind: "not steered", why: "on demand" };
  const indexes = [...described.resources.keys()].filter((name) => name !== "");
  const [isOff, isAutoScaled] = await Promise.all([
    isOffByTag(services, description),
    services.isAutoScaled(table, indexes),
  ]);
  if (isOff) return { kind: "not steered", why: "off by tag" };
  if (isAutoScaled) return { kind: "not steered", why: "application auto scaling" };
  const made = description.CreationDateTime;
  return { kind: "seen", described, ...(made && { sinceMs: made.getTime() }) };
}

async function describe(
  { dynamodb, target }: LookServices,
  table: string,
): Promise<TableDescription | undefined> {
  return await awsRequest(`could not describe ${table}`, target, async () => {
    try {
      return (await dynamodb.send(new DescribeTableCommand({ TableName: table }))).Table;
    } catch (error) {
      if (error instanceof Error && error.name === "ResourceNotFoundException") return undefined;
      throw error;
    }
  });
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTagsOfResource.html */
async function isOffByTag(
  { dynamodb, target }: LookServices,
  { TableArn, TableName }: TableDescription,
): Promise<boolean> {
  let next: string | undefined;
  do {
    const page = await awsRequest(`could not read the tags of ${TableName}`, target, () =>
      dynamodb.send(new ListTagsOfResourceCommand({ ResourceArn: TableArn, NextToken: next })),
    );
    if (page.Tags?.some(({ Key, Value }) => Key === SCALING_TAG && Value === "off")) return true;
    next = page.NextToken;
  } while (next !== undefined);
  return false;
}
