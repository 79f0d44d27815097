import { type AwsErrorMeaning, isPassingAwsError, meaningOfAwsError } from "@spillway/aws";
import { isSpillwayError, type Reason } from "@spillway/errors";
import type { WriteReport } from "@spillway/table-writer";

/** Codes of what goes away by itself. */
const PASSING = new Set([
  "ABORTED",
  "CREDENTIALS_EXPIRED",
  "DEADLINE",
  "ENDPOINT_UNREACHABLE",
  "MESSAGES_NOT_SENT",
  "TABLE_NOT_READY",
]);

/**
 * Whether another attempt may do what this one could not: AWS was out of reach, or the error is a
 * defect, which is tried a few times. False for what a person has to do something about.
 */
export function isPassing(error: unknown): boolean {
  if (isPassingAwsError(error)) return true;
  if (!isSpillwayError(error)) return refusalOf(error) === undefined;
  if (PASSING.has(error.code) || error.errorClass === "defect") return true;
  // A source that failed, or a request that was refused: it depends on what with.
  return error.cause !== undefined && isSpillwayOrAws(error.cause) && isPassing(error.cause);
}

/** What an error of the SDK means, if it is one that stays until a person does something about it. */
function refusalOf(error: unknown): AwsErrorMeaning | undefined {
  if (!(error instanceof Error) || !("$metadata" in error)) return undefined;
  const meaning = meaningOfAwsError(error);
  return meaning === undefined || PASSING.has(meaning.code) ? undefined : meaning;
}

function isSpillwayOrAws(error: unknown): boolean {
  return isSpillwayError(error) || isPassingAwsError(error);
}

/** Why something could not be done, and whether it is worth another attempt. */
export interface Failure extends Reason {
  readonly hint?: string;
  readonly passes: boolean;
}

/**
 * A failure as the log has it. What AWS said names the action that was refused, and on what; it is for
 * whoever runs the service, not for its callers.
 */
export function loggedFailure(error: unknown) {
  const { passes, ...reason } = failureOf(error);
  const says = firstCause(error);
  return { reason, passes, ...(says !== undefined && { says }) };
}

/** The message of the error that everything began with. */
function firstCause(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return firstCause(error.cause) ?? error.message;
}

/** Of a source that failed: what it failed with. */
export function failureOf(error: unknown): Failure {
  const passes = isPassing(error);
  if (isSpillwayError(error, "SOURCE_FAILED") && isSpillwayError(error.cause)) {
    return { ...failureOf(error.cause), passes };
  }
  if (isSpillwayError(error)) {
    const { code, message, hint } = error;
    return { code, message, ...(hint !== undefined && { hint }), passes };
  }
  const refusal = refusalOf(error);
  if (refusal !== undefined) {
    const { code, says, hint } = refusal;
    return { code, message: `AWS says: ${says}`, hint, passes };
  }
  if (error instanceof Error) return { code: error.name, message: error.message, passes };
  return { code: "UNKNOWN", message: String(error), passes };
}

/** Of a load that says that it stopped by itself. */
export function failureOfStop(stopped: WriteReport["stopped"]): Failure {
  const { code = "UNKNOWN", message = "the load stopped", hint } = stopped ?? {};
  const passes = stopped === undefined || PASSING.has(code) || stopped.errorClass === "defect";
  return { code, message, ...(hint !== undefined && { hint }), passes };
}
