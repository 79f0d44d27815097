/** US dollars by what they are for. They add up to `total`. */
export interface CostParts {
  /** Units of the table, on demand or provisioned; `indexes` are those of all its global indexes. */
  readonly table: number;
  readonly indexes: number;
  /** Storage of what was written, of table and indexes. */
  readonly storage: number;
  readonly lambda: number;
  readonly sqs: number;
  readonly s3: number;
  /** Alarms, and metrics that are asked for. */
  readonly alarms: number;
  /** Warm throughput that is bought once; import from S3. */
  readonly once: number;
  readonly total: number;
}
