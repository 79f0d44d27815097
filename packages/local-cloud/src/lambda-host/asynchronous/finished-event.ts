/** Why an asynchronous event is done with. */
export type FinalCondition =
  | "Success"
  | "RetriesExhausted"
  | "EventAgeExceeded"
  | "ZeroReservedConcurrency";

/** What the last attempt came to. */
export interface LastResponse {
  /** 200 when the function ran, however it ended; 429 when it was throttled. */
  readonly statusCode: number;
  readonly executedVersion?: string;
  readonly failed: boolean;
  /** The function's answer or error, as JSON. */
  readonly payload?: Uint8Array;
}

/** An asynchronous event that will not be tried again. */
export interface FinishedEvent {
  readonly requestId: string;
  /** With its qualifier, `$LATEST` where none was named. */
  readonly functionArn: string;
  readonly payload: Uint8Array;
  readonly condition: FinalCondition;
  /** How often the function ran. */
  readonly invokeCount: number;
  /** Undefined when nothing was tried. */
  readonly response: LastResponse | undefined;
}

/**
 * The record of an invocation, as a destination gets it.
 *
 * @param atMs when it is sent, in ms since 1970
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function invocationRecord(event: FinishedEvent, atMs: number) {
  const { requestId, functionArn, condition, invokeCount, response, payload } = event;
  return {
    version: "1.0",
    timestamp: new Date(atMs).toISOString(),
    requestContext: { requestId, functionArn, condition, approximateInvokeCount: invokeCount },
    requestPayload: jsonOf(payload),
    ...(response && {
      responseContext: {
        statusCode: response.statusCode,
        ...(response.executedVersion !== undefined && {
          executedVersion: response.executedVersion,
        }),
        ...(response.failed && { functionError: "Unhandled" }),
      },
      ...(response.payload !== undefined && { responsePayload: jsonOf(response.payload) }),
    }),
  };
}

/** Where in a bucket a record goes: `aws/lambda/async/orders/2026/01/31/2026-01-31T23.59.00-<id>`. */
export function recordKey(functionName: string, atMs: number, id: string): string {
  const time = new Date(atMs).toISOString().slice(0, 19);
  const day = time.slice(0, 10).replaceAll("-", "/");
  return `aws/lambda/async/${functionName}/${day}/${time.replaceAll(":", ".")}-${id}`;
}

/** A dead letter says no more than so of an error. */
const ERROR_MESSAGE_BYTES = 1_024;

/**
 * The attributes of a message to a function's dead-letter queue or topic.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq
 */
export function deadLetterAttributes({ requestId, response, condition }: FinishedEvent) {
  const message = Buffer.from(errorMessage(condition, response)).subarray(0, ERROR_MESSAGE_BYTES);
  return {
    RequestID: { type: "String", value: requestId },
    ErrorCode: { type: "Number", value: String(response?.statusCode ?? 429) },
    ErrorMessage: { type: "String", value: message.toString("utf8") || "null" },
  } as const;
}

function errorMessage(condition: FinalCondition, response: LastResponse | undefined): string {
  if (condition === "ZeroReservedConcurrency") {
    return "Function not invoked. Function is configured with zero reserved concurrent executions";
  }
  if (response?.payload === undefined) return "Rate Exceeded.";
  const error = jsonOf(response.payload);
  return typeof error === "object" && error !== null && "errorMessage" in error
    ? String(error.errorMessage)
    : "";
}

function jsonOf(bytes: Uint8Array): unknown {
  const text = Buffer.from(bytes).toString("utf8");
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
