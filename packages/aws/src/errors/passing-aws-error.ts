import { connectionFailure } from "./connection-failure.ts";

/** Names of errors that pass by themselves though their status is below 500. */
const PASSING = new Set([
  "BandwidthLimitExceeded",
  "ConditionalRequestConflict",
  "InternalFailure",
  "InternalServerError",
  "KMSThrottlingException",
  "KMSThrottling",
  "LimitExceededException",
  "OperationAborted",
  "PriorRequestNotComplete",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "RequestTimeout",
  "RequestTimeoutException",
  "ServiceUnavailable",
  "ServiceUnavailableException",
  "SlowDown",
  "Throttled",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
  "TransactionInProgressException",
]);
const TOO_MANY_REQUESTS = 429;

/**
 * Whether an error of AWS, of its SDK or of the way there passes by itself, so that the same request
 * may do a moment later: throttling, a fault of the service, a connection that failed.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 * @example
 * try { await s3.send(request); } catch (error) { if (!isPassingAwsError(error)) throw error; }
 */
export function isPassingAwsError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const status = statusOf(error);
  if (status !== undefined && (status >= 500 || status === TOO_MANY_REQUESTS)) return true;
  return PASSING.has(error.name) || connectionFailure(error) !== undefined;
}

/** The HTTP status that an error of the SDK's came with. */
export function statusOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null || !("$metadata" in error)) return undefined;
  const { $metadata } = error;
  if (typeof $metadata !== "object" || $metadata === null) return undefined;
  return "httpStatusCode" in $metadata && typeof $metadata.httpStatusCode === "number"
    ? $metadata.httpStatusCode
    : undefined;
}
