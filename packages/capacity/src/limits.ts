// DynamoDB's and SQS's numbers, each below the page that states it.

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
/** Put and delete requests in one BatchWriteItem. */
export const BATCH_WRITE_MAX_REQUESTS = 25;
/** Bytes of one BatchWriteItem request: 16 MB. */
export const BATCH_WRITE_MAX_BYTES = 16 * 1024 * 1024;

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
/** Bytes that one write unit covers. */
export const WRITE_UNIT_BYTES = 1_024;
/** Bytes that one read unit covers, read with strong consistency; half a unit does without. */
export const READ_UNIT_BYTES = 4_096;
/** A read or write in a transaction costs this many times its units. */
export const TRANSACTION_UNIT_FACTOR = 2;

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html#LSI.StorageConsiderations
/**
 * Bytes that an entry of a local index has beside its attributes. Documented for storage; Amazon's
 * engine (DynamoDB Local) counts them in write units too, and those of a global index not.
 */
export const LOCAL_INDEX_ENTRY_BYTES = 100;

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html
/** Write units a second that one partition gives. */
export const PARTITION_WRITE_UNITS = 1_000;

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/burst-adaptive-capacity.html
/** Seconds of unused provisioned capacity that DynamoDB keeps, best effort. */
export const BURST_SECONDS = 300;

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html
/** Write units a second that a new on-demand table sustains. */
export const ON_DEMAND_INITIAL_WRITE_UNITS = 4_000;
/** Read units a second that a new on-demand table sustains. */
export const ON_DEMAND_INITIAL_READ_UNITS = 12_000;
/** How far above its previous peak an on-demand table goes at once. */
export const ON_DEMAND_GROWTH_FACTOR = 2;
/** Milliseconds over which a larger growth has to be spread. */
export const ON_DEMAND_GROWTH_MS = 30 * 60_000;

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#default-limits-throughput
/** Write units a second, and as many read units, of one table or index by an account's default quota. */
export const DEFAULT_TABLE_UNITS = 40_000;

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
/** Longest time in seconds that SQS holds a message back. */
export const SQS_MAX_DELAY_SECONDS = 900;
/** Longest time in seconds that SQS keeps a message: 14 days. */
export const SQS_MAX_RETENTION_SECONDS = 1_209_600;
/** Messages in one SendMessageBatch, ReceiveMessage or DeleteMessageBatch. */
export const SQS_BATCH_MAX_MESSAGES = 10;
/** Bytes of one message that every queue takes: 256 KiB. Since 2025 a queue may be set up for 1 MiB. */
export const SQS_MESSAGE_MAX_BYTES = 256 * 1024;
/** Bytes of all messages of one SendMessageBatch together, that every queue takes. */
export const SQS_BATCH_MAX_BYTES = 256 * 1024;

// https://aws.amazon.com/sqs/pricing/
/** Bytes of payload that SQS bills as one request. */
export const SQS_REQUEST_BYTES = 64 * 1024;
