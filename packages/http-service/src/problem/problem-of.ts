import { isPassingAwsError } from "@spillway/aws";
import { isSpillwayError, type SpillwayError } from "@spillway/errors";
import { httpServiceError } from "../http-service-error.ts";
import { MAX_PROBLEMS, type Problem } from "./problem.ts";
import { type Refusals, refusalOf } from "./refusals.ts";

/** Which request a problem is of. */
export interface ProblemContext {
  readonly path: string;
  readonly requestId: string;
}

/**
 * The error that the caller is told: the one that was thrown where it is one of the refusals; else that the
 * service is busy or has failed, without a word of what it was.
 */
export function toldError(error: unknown, refusals: Refusals): SpillwayError {
  if (isSpillwayError(error) && refusals[error.code] !== undefined) return error;
  if (isPassingAwsError(error)) {
    return httpServiceError("SERVICE_BUSY", "the service is busy", {
      hint: "Send the request again in a second, with the same Idempotency-Key.",
      cause: error,
    });
  }
  return httpServiceError(
    "INTERNAL_ERROR",
    "the service failed; the request id finds it in its logs",
    {
      cause: error,
    },
  );
}

/** A problem document of an error that is one of the refusals. */
export function problemOf(
  error: SpillwayError,
  refusals: Refusals,
  { path, requestId }: ProblemContext,
): Problem {
  const { status, details } = refusalOf(refusals, error.code) ?? { status: 500 };
  return {
    type: "about:blank",
    title: TITLES[status] ?? "Error",
    status,
    detail: error.message,
    instance: path,
    code: error.code,
    requestId,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    ...(httpServiceError.is(error, "REQUEST_INVALID")
      ? { problems: error.details.problems.slice(0, MAX_PROBLEMS) }
      : {}),
    ...details?.safeParse(error.details).data,
  };
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#name-status-codes */
export const TITLES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
};
