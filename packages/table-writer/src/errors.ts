import { type CodeOf, data, defect, environment, errorsOf, usage } from "@spillway/errors";

/** What a refusal tells a program: the table, and the error's name as AWS or its SDK gave it. */
interface Refused {
  readonly table: string;
  readonly error: string;
}

/** Errors that the writer throws, or stops for: then they are in the report's `stopped`. */
export const tableWriterError = errorsOf({
  // A run that stopped: its records are in the report, each as unsent or spilled.
  ABORTED: data(),
  ACCESS_DENIED: environment<Refused>(),
  CREDENTIALS_EXPIRED: environment<Refused>(),
  CREDENTIALS_INVALID: environment<Refused>(),
  CREDENTIALS_MISSING: environment<Refused>(),
  DEADLINE: data(),
  ENDPOINT_UNREACHABLE: environment(),
  /** Never seen outside: what the callback threw is thrown instead. */
  LISTENER_FAILED: defect(),
  TABLE_NOT_FOUND: environment<Refused>(),
  /** DynamoDB refuses for a reason that is not known here. */
  WRITE_REFUSED: data<Refused>(),

  // Thrown.
  MAX_WRITE_UNITS_INVALID: usage(),
  REPORT_DOES_NOT_ADD_UP: defect<Readonly<Record<string, number>>>(),
  REQUEST_HEADER_INVALID: environment(),
  SDK_REQUEST_UNKNOWN: usage(),
  SDK_RETRIES_ON: usage(),
  SETTLED_TWICE: defect(),
  /** `details.report` is the `WriteReport` up to where the source failed. */
  SOURCE_FAILED: data<{ readonly report: object }>(),
  WRITE_OPTION_INVALID: usage(),
});

export type TableWriterErrorCode = CodeOf<typeof tableWriterError>;
