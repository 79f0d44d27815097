import { SpillwayError } from "./spillway-error.ts";

/**
 * An error that says more than one from further down: code, class, message and hint are those of
 * `error`, which is its cause, and its details are those of both.
 *
 * @example
 * throw withDetails(error, { report }); // what was done before the source failed
 */
export function withDetails<Code extends string, Details extends object, More extends object>(
  error: SpillwayError<Code, Details>,
  more: More,
): SpillwayError<Code, Details & More> {
  const { code, message, errorClass, hint, details } = error;
  const told = new SpillwayError<Code, Details & More>(code, message, errorClass, {
    cause: error,
    details: { ...details, ...more },
    ...(hint === undefined ? {} : { hint }),
  });
  Error.captureStackTrace(told, withDetails);
  return told;
}
