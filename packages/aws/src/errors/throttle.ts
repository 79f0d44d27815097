/** A throttle as DynamoDB explains it. */
export interface Throttle {
  /** For example `TableWriteProvisionedThroughputExceeded`. */
  readonly reason: string;
  /** The ARN of the table or index. */
  readonly resource?: string;
}

const THROTTLES = new Set([
  "ProvisionedThroughputExceededException",
  "ThrottlingException",
  "Throttling",
  "RequestLimitExceeded",
  "TooManyRequestsException",
]);

/** Whether an error's name says that DynamoDB throttled the request. */
export function isThrottle(error: unknown): boolean {
  return typeof error === "object" && error !== null && "name" in error
    ? THROTTLES.has(String(error.name))
    : false;
}

/**
 * DynamoDB's reasons for a throttle; empty where it gives none. It spells the list `ThrottlingReasons`,
 * but `throttlingReasons` in `ThrottlingException`.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ThrottlingReason.html
 */
export function throttlesOf(error: unknown): Throttle[] {
  const list = propertyOf(error, "ThrottlingReasons") ?? propertyOf(error, "throttlingReasons");
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown) => {
    const reason = propertyOf(entry, "reason");
    const resource = propertyOf(entry, "resource");
    if (typeof reason !== "string" || reason === "") return [];
    return [{ reason, ...(typeof resource === "string" && resource !== "" && { resource }) }];
  });
}

function propertyOf(value: unknown, property: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Reflect.get(value, property);
}
