import type { AttributeMap } from "@spillway/item";

/**
 * The request of one page, in wire JSON.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html
 */
export interface ScanRequest {
  readonly TableName: string;
  readonly IndexName?: string;
  readonly FilterExpression?: string;
  readonly ProjectionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: AttributeMap;
  readonly ConsistentRead?: boolean;
  readonly Segment: number;
  readonly TotalSegments: number;
  readonly ExclusiveStartKey?: AttributeMap;
  readonly Limit?: number;
}

/** One page as it was answered. */
export interface ScanAnswer {
  readonly items: readonly AttributeMap[];
  /** Items that were read, those that the filter left out included. */
  readonly scanned: number;
  /** Read units that DynamoDB says it took; undefined where it does not say. */
  readonly units: number | undefined;
  /** Where the next page begins; undefined at the segment's end. */
  readonly next: AttributeMap | undefined;
}

/** The way to DynamoDB. It sends one `Scan` request and never retries. */
export interface ScanTransport {
  /**
   * @param signal ends the request; the promise then rejects
   * @throws what the service or the connection answered, as the SDK's client throws it
   */
  scan(request: ScanRequest, signal?: AbortSignal): Promise<ScanAnswer>;
}
