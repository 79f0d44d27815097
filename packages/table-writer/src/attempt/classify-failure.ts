import { isThrottle, meaningOfAwsError, type Throttle, throttlesOf } from "@spillway/aws";
import { isSpillwayError, type Reason, type SpillwayError } from "@spillway/errors";
import { refusalOf } from "./refusals.ts";

/** Writes were not done, for want of capacity: send again, later. */
export interface ThrottledFailure {
  readonly kind: "throttled";
  readonly reason: Reason;
  /** What the writes count under. */
  readonly causes: readonly string[];
  /** DynamoDB's reasons, each with what it is about; empty where it gives none. */
  readonly throttles: readonly Throttle[];
}

/** What a failed request means for the writes in it. */
export type Failure =
  | ThrottledFailure
  /** A passing fault of the service: send again. */
  | { readonly kind: "passing"; readonly reason: Reason }
  /** No answer came; the writes may have been done or not: send again. */
  | { readonly kind: "unreachable"; readonly reason: Reason }
  /** One of the writes is at fault, and DynamoDB does not say which. */
  | { readonly kind: "invalid"; readonly reason: Reason }
  /** Sending more would not help: the run stops. */
  | { readonly kind: "refused"; readonly error: SpillwayError };

/** Faults of the service that come with a status below 500. */
const PASSING = new Set([
  "InternalServerError",
  "ReplicatedWriteConflictException",
  "RequestTimeout",
  "ServiceUnavailable",
]);

/** One item of the batch is at fault. A request that is too large is cut in two like an invalid one. */
const INVALID = new Set([
  "ItemCollectionSizeLimitExceededException",
  "RequestEntityTooLargeException",
  "SerializationException",
  "ValidationException",
]);

/** What the SDK's HTTP handlers call a connection that failed or took too long. */
const UNREACHABLE = new Set(["AbortError", "NetworkingError", "TimeoutError"]);
const SYSTEM_CODE = /^(E[A-Z_]+|UND_ERR_[A-Z_]+)$/;

/**
 * Tells what a failed `BatchWriteItem` means, from an error of the SDK or of the connection.
 *
 * @param table the table's name, for the message of a refusal
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
export function classifyFailure(error: unknown, table: string): Failure {
  if (isSpillwayError(error)) return { kind: "refused", error };
  const { name, message, code, status } = factsOf(error);
  if (isThrottle(error)) {
    const throttles = throttlesOf(error);
    const causes =
      throttles.length > 0 ? [...new Set(throttles.map(({ reason }) => reason))] : [name];
    const reason = { code: "THROTTLED", message: `${causes.join(", ")}: ${message}` };
    return { kind: "throttled", reason, causes, throttles };
  }
  if (INVALID.has(name) || status === 413) {
    return { kind: "invalid", reason: { code: invalidCode(name), message } };
  }
  // The SDK has learned the service's time from this answer, so that the next attempt is in time.
  const outOfTime = meaningOfAwsError({ name, message })?.code === "CLOCK_SKEWED";
  // A status of success with an error: the answer was cut off or is not DynamoDB's.
  const broken = status !== undefined && (status >= 500 || status < 400);
  if (PASSING.has(name) || outOfTime || broken) {
    return { kind: "passing", reason: { code: "SERVICE_ERROR", message: `${name}: ${message}` } };
  }
  if (status === undefined && (SYSTEM_CODE.test(code) || UNREACHABLE.has(name))) {
    const what = [code || name, message].filter((text) => text !== "").join(": ");
    return { kind: "unreachable", reason: { code: "CONNECTION_FAILED", message: what } };
  }
  return { kind: "refused", error: refusalOf({ name, message, table, cause: error }) };
}

function invalidCode(name: string): string {
  return name === "ItemCollectionSizeLimitExceededException"
    ? "ITEM_COLLECTION_TOO_LARGE"
    : "ITEM_INVALID";
}

interface Facts {
  readonly name: string;
  readonly message: string;
  readonly code: string;
  readonly status: number | undefined;
}

function factsOf(error: unknown): Facts {
  const name = textOf(error, "name") || "UnknownError";
  const status = propertyOf(propertyOf(error, "$metadata"), "httpStatusCode");
  const rawStatus = propertyOf(propertyOf(error, "$response"), "statusCode");
  return {
    name,
    message: textOf(error, "message"),
    code: textOf(error, "code"),
    status: [status, rawStatus].find((value) => typeof value === "number"),
  };
}

function textOf(value: unknown, property: string): string {
  const found = propertyOf(value, property);
  return typeof found === "string" ? found : "";
}

function propertyOf(value: unknown, property: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Reflect.get(value, property);
}
