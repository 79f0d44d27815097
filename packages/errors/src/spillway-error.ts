/** What else is known about an error, beside its code and message. */
export interface SpillwayErrorOptions {
  /** The error that led to this one. */
  readonly cause?: unknown;
  /** What the reader can do about it, one sentence. A command line prints it under the message. */
  readonly hint?: string;
  /** Machine-readable facts: the offending value, the limit, the position. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * An error that a person or a program can act on: a stable machine-readable `code`, a message that
 * says what was expected and what came, and a `hint` that says what to do.
 *
 * Anything that is thrown on purpose is one of these. Everything else is a defect, and the only
 * thing a command line shows a stack trace for.
 *
 * @example
 * throw new SpillwayError("TABLE_NOT_FOUND", `table "Userz" was not found in us-east-1`, {
 *   hint: "Check the name and the region, or create the table first.",
 *   details: { table: "Userz", region: "us-east-1" },
 *   cause: error,
 * });
 */
export class SpillwayError extends Error {
  /** UPPER_SNAKE_CASE, stable between versions: what a program branches on. */
  readonly code: string;
  readonly hint: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, options: SpillwayErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "SpillwayError";
    this.code = code;
    this.hint = options.hint;
    this.details = options.details ?? {};
  }
}

/** Whether `error` was thrown on purpose. `isSpillwayError(error, "TABLE_NOT_FOUND")` asks for one code. */
export function isSpillwayError(error: unknown, code?: string): error is SpillwayError {
  return error instanceof SpillwayError && (code === undefined || error.code === code);
}
