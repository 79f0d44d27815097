import { type CodeOf, defect, environment, errorsOf, usage } from "@spillway/errors";
import type { RequestProblem } from "./problem/problem.ts";

/** What every service refuses. `HTTP_SERVICE_REFUSALS` has the status of each. */
export const httpServiceError = errorsOf({
  BODY_TOO_LARGE: usage<{ maxBytes: number }>(),
  /** API Gateway let a request through without an authorizer. */
  CALLER_UNKNOWN: environment(),
  INTERNAL_ERROR: defect(),
  MEDIA_TYPE_UNSUPPORTED: usage(),
  METHOD_NOT_ALLOWED: usage<{ allow: readonly string[] }>(),
  REQUEST_INVALID: usage<{ problems: readonly RequestProblem[]; count: number }>(),
  ROUTE_NOT_FOUND: usage(),
  /** AWS throttles, or a connection failed: the same request may do a moment later. */
  SERVICE_BUSY: environment(),
});

export type HttpServiceErrorCode = CodeOf<typeof httpServiceError>;

/** The HTTP status of each code; every API adds its own. */
export const HTTP_SERVICE_REFUSALS = {
  BODY_TOO_LARGE: 413,
  CALLER_UNKNOWN: 403,
  INTERNAL_ERROR: 500,
  MEDIA_TYPE_UNSUPPORTED: 415,
  METHOD_NOT_ALLOWED: 405,
  REQUEST_INVALID: 400,
  ROUTE_NOT_FOUND: 404,
  SERVICE_BUSY: 503,
} as const satisfies Readonly<Record<HttpServiceErrorCode, number>>;
