import type { ErrorClass } from "./error-class.ts";

/** What else is known about an error, beside its code and message. */
export interface SpillwayErrorOptions {
  /** The error that led to this one. */
  readonly cause?: unknown;
  /** What the reader can do about it, one sentence. A command line prints it under the message. */
  readonly hint?: string;
  /** Machine-readable facts: the offending value, the limit, the position. */
  readonly details?: object;
}

/**
 * An error that a person or a program can act on: a stable machine-readable `code`, a message that
 * says what was expected and what came, a `hint` that says what to do, and a class that says whose
 * move it is.
 *
 * Anything that is thrown on purpose is one of these, made by the `errorsOf` of its package.
 */
export class SpillwayError<
  Code extends string = string,
  Details extends object = Readonly<Record<string, unknown>>,
> extends Error {
  /** UPPER_SNAKE_CASE, stable between versions: what a program branches on. */
  readonly code: Code;
  readonly errorClass: ErrorClass;
  readonly hint: string | undefined;
  readonly details: Details;

  /** Called by the makers that `errorsOf` gives, which know the class of each code; by nobody else. */
  constructor(
    code: Code,
    message: string,
    errorClass: ErrorClass,
    options: SpillwayErrorOptions = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "SpillwayError";
    this.code = code;
    this.errorClass = errorClass;
    this.hint = options.hint;
    this.details = (options.details ?? {}) as Details;
  }
}

/** Whether `error` was thrown on purpose. `isSpillwayError(error, "TABLE_NOT_FOUND")` asks for one code. */
export function isSpillwayError(error: unknown, code?: string): error is SpillwayError {
  return error instanceof SpillwayError && (code === undefined || error.code === code);
}
