import type { AttributeMap } from "@spillway/item";
import type { ScanRequest } from "./transport/scan-transport.ts";

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

/** The request of one page of it. */
export function scanRequest(
  { table, index, filter, projection, names, values, consistent }: ScanQuery,
  page: Pick<ScanRequest, "Segment" | "TotalSegments" | "Limit" | "ExclusiveStartKey">,
): ScanRequest {
  return {
    TableName: table,
    ...(index !== undefined && { IndexName: index }),
    ...(filter !== undefined && { FilterExpression: filter }),
    ...(projection !== undefined && { ProjectionExpression: projection }),
    ...(names !== undefined && { ExpressionAttributeNames: names }),
    ...(values !== undefined && { ExpressionAttributeValues: values }),
    ...(consistent !== undefined && { ConsistentRead: consistent }),
    ...page,
  };
}
