/** How long a request takes, in milliseconds. */
export interface ServiceTime {
  /** The way there and back, on which requests do not wait for each other. */
  readonly travelMs: number;
  /** What the service takes for the request itself. */
  readonly requestMs: number;
  /** For each write or message in it. Default 0. */
  readonly entryMs?: number;
}

/** The requests whose time counts. */
export type RequestKind =
  /** `BatchWriteItem`, as far as it is done. */
  | "write"
  /** `BatchWriteItem` of which something is refused, beside what is done. */
  | "refuse"
  | "describe"
  | "send"
  | "receive"
  | "delete"
  /** An invocation of a function, beside what the function itself does. */
  | "invoke";

export type RequestTimes = Readonly<Record<RequestKind, ServiceTime>>;

/**
 * What the machines that take part are like. It decides how long a spike takes, and by that, in a small
 * measure, how often a write is tried; capacity decides the rest.
 */
export interface SpikeConditions {
  /** Of each kind of request; or, where that changes, as it is so many milliseconds after the beginning. */
  readonly requests: RequestTimes | ((nowMs: number) => RequestTimes);
  /** How far a request's time is from these, at most, as a share of it: drawn evenly for each. */
  readonly spread: number;
  /** Requests that are served at once; the others wait in line. Default: all. */
  readonly servedAtOnce?: number;
  /** Before the first invocation of an instance begins. */
  readonly coldStartMs: number;
  /** Instances of each function that have been started before. Default 0. */
  readonly warmInstances?: number;
}

/**
 * What AWS gives within a region: single-digit milliseconds of DynamoDB, 10 to 20 of SQS, some hundred to
 * start a function of Node.js.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Introduction.html single-digit
 *   millisecond performance
 * @see https://aws.amazon.com/sqs/faqs/ tens of milliseconds or less
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html cold starts take from
 *   under 100 ms to over 1 second
 */
export const AWS_CONDITIONS: SpikeConditions = {
  requests: {
    write: { travelMs: 1, requestMs: 5, entryMs: 0.1 },
    refuse: { travelMs: 1, requestMs: 3 },
    describe: { travelMs: 1, requestMs: 5 },
    send: { travelMs: 1, requestMs: 12 },
    receive: { travelMs: 1, requestMs: 12 },
    delete: { travelMs: 1, requestMs: 12 },
    invoke: { travelMs: 5, requestMs: 0 },
  },
  spread: 0.3,
  coldStartMs: 400,
};
