import { SpillwayError } from "./spillway-error.ts";

/**
 * An error that says where it happened, told by one who knows from further up: its message comes after
 * the place, and what else can be done after its hint. Code, class and details stay; it is the cause.
 *
 * @param place in front of the message, such as a file's name
 * @param hint one more sentence. Default: none
 * @example
 * throw withPlace(error, "data/b.csv", "Then --resume goes on there.");
 * // data/b.csv: expected a column "pk"; came "id"
 */
export function withPlace<Code extends string, Details extends object>(
  error: SpillwayError<Code, Details>,
  place: string,
  hint?: string,
): SpillwayError<Code, Details> {
  const { code, message, errorClass, details } = error;
  const hints = [error.hint, hint].filter((sentence) => sentence !== undefined);
  const told = new SpillwayError<Code, Details>(code, `${place}: ${message}`, errorClass, {
    ...{ cause: error, details },
    ...(hints.length > 0 && { hint: hints.join(" ") }),
  });
  Error.captureStackTrace(told, withPlace);
  return told;
}
