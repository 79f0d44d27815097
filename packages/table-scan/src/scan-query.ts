import type { AttributeMap } from "@spillway/item";

/** What is read of a table, in DynamoDB's own words: they go to it as they are. */
export interface ScanQuery {
  /** Name or ARN. */
  readonly table: string;
  /** Read this index instead of the table: what it projects, and only items that are in it. */
  readonly index?: string | undefined;
  /** `FilterExpression`: what does not pass is read and paid for, but not given. */
  readonly filter?: string | undefined;
  /** `ProjectionExpression`: the attributes that are given. */
  readonly projection?: string | undefined;
  /** `ExpressionAttributeNames`: `{"#n": "name"}`. */
  readonly names?: Readonly<Record<string, string>> | undefined;
  /** `ExpressionAttributeValues` in wire JSON: `{":min": {"N": "18"}}`. */
  readonly values?: AttributeMap | undefined;
  /** Read with strong consistency, for twice the units; not of a global index. Default false. */
  readonly consistent?: boolean | undefined;
}
