/** How long a service takes for one request, in milliseconds. */
export interface ServiceTime {
  /** For the request itself. */
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
  | "delete";

/**
 * What the machines that take part are like. It decides how long a spike takes, and by that, in a small
 * measure, how often a write is tried; capacity decides the rest.
 */
export interface SpikeConditions {
  readonly requests: Readonly<Record<RequestKind, ServiceTime>>;
  /** The way there and back, in milliseconds, beside what the service takes. */
  readonly networkMs: number;
  /** How far a request's time is from these, at most, as a share of it: drawn evenly for each. */
  readonly spread: number;
  /** Requests that are served at once; the others wait in line. Default: all. */
  readonly servedAtOnce?: number;
  /** Before the first invocation of an instance begins. */
  readonly coldStartMs: number;
  /** Around each invocation: to hand over its event and its answer. */
  readonly invokeMs: number;
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
    write: { requestMs: 5, entryMs: 0.1 },
    refuse: { requestMs: 3 },
    describe: { requestMs: 5 },
    send: { requestMs: 12 },
    receive: { requestMs: 12 },
    delete: { requestMs: 12 },
  },
  networkMs: 1,
  spread: 0.3,
  coldStartMs: 400,
  invokeMs: 5,
};
