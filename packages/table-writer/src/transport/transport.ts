import type { AttributeMap, IndexSchema, KeySchema } from "@spillway/item";

/** The table that is written to. A `TableShape` is one. */
export interface TargetTable {
  readonly name: string;
  readonly keys: KeySchema;
  /**
   * Its indexes. A record that DynamoDB would refuse for a key of one of them is rejected before it is
   * sent; where they are not known DynamoDB says so itself, and a batch costs several requests.
   */
  readonly globalIndexes?: readonly IndexSchema[];
  readonly localIndexes?: readonly IndexSchema[];
}

/**
 * One write, made ready once when its record was admitted. A retry sends the same object, so that a
 * transport may keep what it prepared from it.
 */
export interface WireRequest {
  readonly op: "put" | "delete";
  /** Wire JSON of the item, or of the key alone for a delete. */
  readonly json: string;
  /** The same in memory, for a transport that does not send `json` as it is. */
  readonly attributes: AttributeMap;
  /** Canonical text of the primary key: equal exactly when DynamoDB considers the keys equal. */
  readonly key: string;
  /** The item's size in bytes by DynamoDB's rules. */
  readonly bytes: number;
}

/** Write units that DynamoDB says it consumed, on the table (with its local indexes) and each global index. */
export interface ConsumedUnits {
  readonly table: number;
  readonly indexes: Readonly<Record<string, number>>;
}

/** What came of one `BatchWriteItem` request that was answered. */
export interface BatchWriteResult {
  /** The requests that were not processed: the same objects that were passed in. */
  readonly unprocessed: readonly WireRequest[];
  readonly consumed: ConsumedUnits;
}

/**
 * The way to DynamoDB. It sends one `BatchWriteItem` request and never retries: when and what is
 * sent again is the writer's decision.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 */
export interface Transport {
  /**
   * @param table the one table that every request is for
   * @param requests 1–25 requests, at most 16 MB, no two of one key
   * @param signal ends the request; the promise then rejects
   * @throws what the service or the connection answered, with DynamoDB's error name in `name` (for a
   * throttle also its `ThrottlingReasons`) or the system's error code in `code`
   */
  batchWrite(
    table: TargetTable,
    requests: readonly WireRequest[],
    signal?: AbortSignal,
  ): Promise<BatchWriteResult>;
}
