/** A record for a delivery stream. */
export interface LakeRecord {
  /** One line of JSON with its end, as base64. */
  readonly data: string;
}

/** A stream of Data Firehose. */
export interface DeliveryStream {
  /**
   * Puts up to 500 records of 4 MiB together.
   *
   * @returns what was not taken, each with its error
   */
  put<Given extends LakeRecord>(records: readonly Given[]): Promise<ReadonlyMap<Given, Error>>;
}

// https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html
/** Records of one PutRecordBatch. */
export const LAKE_BATCH_RECORDS = 500;
/** Bytes of one PutRecordBatch. Counted here as base64, which is the stricter reading. */
export const LAKE_BATCH_BYTES = 4 * 1024 * 1024;
/** Bytes of one record before base64. */
export const LAKE_RECORD_BYTES = 1_000 * 1024;
