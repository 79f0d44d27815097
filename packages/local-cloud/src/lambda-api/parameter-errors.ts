import type { LambdaError } from "./lambda-error.ts";

/** The refusal of a parameter's value, status 400. */
export function invalidParameter(message: string): LambdaError {
  return { status: 400, type: "InvalidParameterValueException", message };
}

/**
 * The refusal of a value that the API's own rules exclude, status 400.
 *
 * @param field `maximumRetryAttempts`
 * @param constraint `Member must have value less than or equal to 2`
 */
export function invalidValue(value: unknown, field: string, constraint: string): LambdaError {
  const message = `1 validation error detected: Value '${value}' at '${field}' failed to satisfy constraint: ${constraint}`;
  return { status: 400, type: "ValidationException", message };
}

/** The refusal of a number out of its range; undefined when it is in it, or not given. */
export function outOfRange(
  value: number | undefined,
  field: string,
  least: number,
  most: number,
): LambdaError | undefined {
  if (value === undefined) return undefined;
  if (value < least) {
    return invalidValue(value, field, `Member must have value greater than or equal to ${least}`);
  }
  if (value > most) {
    return invalidValue(value, field, `Member must have value less than or equal to ${most}`);
  }
  return undefined;
}

/** What is not there, status 404. */
export function resourceNotFound(message: string): LambdaError {
  return { status: 404, type: "ResourceNotFoundException", message };
}
