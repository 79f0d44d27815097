/** Numbers that costs stand on and that neither the load nor a price list tells. */
export interface AssumedNumbers {
  /** Messages that an invocation of the queue's consumer is handed, where there are as many. */
  readonly consumerBatch: number;
  /** The shortest that such an invocation takes, in seconds: without waiting for the table's pace. */
  readonly consumerSeconds: number;
  /** Bytes of a message for each byte of its item by DynamoDB's rules. */
  readonly messageBytesPerByte: number;
  /** How long a look of the throughput scaler takes, in seconds. */
  readonly scalerSeconds: number;
  /** Megabytes of memory of the consumer and of the scaler. */
  readonly consumerMemoryMb: number;
  readonly scalerMemoryMb: number;
}

/** One of them, with where it comes from. */
export interface AssumedNumber {
  readonly value: number;
  /** As people read it, with the number. */
  readonly text: string;
  readonly source: string;
}

/** What is assumed, unless a request says otherwise. */
export const ASSUMED_NUMBERS: { readonly [Name in keyof AssumedNumbers]: AssumedNumber } = {
  consumerBatch: {
    value: 25,
    text: "The queue's consumer is handed 25 messages at a time",
    source: "batch_size of terraform/features/spike",
  },
  consumerSeconds: {
    value: 0.1,
    text: "A batch of the queue's consumer takes 0.1 s at least; it was not measured on AWS",
    source: "one BatchWriteItem and one parse of 25 messages, assumed",
  },
  messageBytesPerByte: {
    value: 1.72,
    text: "A message has 1.72 bytes for each byte of its item",
    source: "measured over the 1,000 orders of packages/sample-spike",
  },
  scalerSeconds: {
    value: 0.15,
    text: "A look of the throughput scaler takes 0.15 s",
    source: "apps/throughput-scaler, What it costs",
  },
  consumerMemoryMb: {
    value: 512,
    text: "The queue's consumer has 512 MB of memory",
    source: "function_memory_mb of terraform/features/spike",
  },
  scalerMemoryMb: {
    value: 256,
    text: "The throughput scaler has 256 MB of memory",
    source: "function_memory_mb of terraform/features/scaling",
  },
};

/** What is assumed, with what a request says otherwise. */
export function assumedNumbers(given: Partial<AssumedNumbers> = {}): AssumedNumbers {
  return {
    consumerBatch: ASSUMED_NUMBERS.consumerBatch.value,
    consumerSeconds: ASSUMED_NUMBERS.consumerSeconds.value,
    messageBytesPerByte: ASSUMED_NUMBERS.messageBytesPerByte.value,
    scalerSeconds: ASSUMED_NUMBERS.scalerSeconds.value,
    consumerMemoryMb: ASSUMED_NUMBERS.consumerMemoryMb.value,
    scalerMemoryMb: ASSUMED_NUMBERS.scalerMemoryMb.value,
    ...given,
  };
}
