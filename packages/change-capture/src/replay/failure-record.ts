import { changeCaptureError } from "../change-capture-error.ts";

/** Records of a stream that were given up, as Lambda and the processor write them down. */
export interface FailureRecord {
  /** `RetryAttemptsExhausted`, `RecordAgeExceeded`, …; `FailurePolicy` of the processor's own. */
  readonly condition: string;
  /** What the function ended with, in words, as far as it is told. */
  readonly error: string | undefined;
  /** How often it was tried, about. */
  readonly invokeCount: number | undefined;
  /** When they were given up, ISO 8601. */
  readonly failedAt: string | undefined;
  /** Undefined in the processor's own records: Lambda does not tell a function. */
  readonly shardId: string | undefined;
  readonly startSequenceNumber: string;
  readonly endSequenceNumber: string;
  /** When the first change was made, ISO 8601. */
  readonly firstAt: string | undefined;
  readonly lastAt: string | undefined;
  readonly batchSize: number;
  readonly streamArn: string | undefined;
  /** The stream's records as Lambda hands them over; undefined where only their place is told. */
  readonly records: readonly unknown[] | undefined;
}

/**
 * Reads what an on-failure destination has got of a stream: from a bucket with the records in `payload`, from
 * a queue without.
 *
 * @param text JSON
 * @throws FAILURE_RECORD_INVALID naming what is missing
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export function parseFailureRecord(text: string): FailureRecord {
  return failureRecordOf(jsonOf(text, "the record"));
}

/** The same of what is parsed already. */
export function failureRecordOf(document: unknown): FailureRecord {
  const fields = fieldsOf(document);
  const batch = fieldsOf(fields?.DDBStreamBatchInfo);
  if (fields === undefined || batch === undefined) throw invalid("DDBStreamBatchInfo");
  const request = fieldsOf(fields.requestContext) ?? {};
  const records = fields.payload === undefined ? undefined : recordsOf(fields.payload);
  const start = textOf(batch.startSequenceNumber);
  const end = textOf(batch.endSequenceNumber);
  if (start === undefined || end === undefined) {
    throw invalid("DDBStreamBatchInfo.startSequenceNumber and endSequenceNumber");
  }
  return {
    condition: textOf(request.condition) ?? "unknown",
    error: errorOf(fields),
    invokeCount: numberOf(request.approximateInvokeCount),
    failedAt: textOf(fields.timestamp),
    shardId: textOf(batch.shardId),
    startSequenceNumber: start,
    endSequenceNumber: end,
    firstAt: textOf(batch.approximateArrivalOfFirstRecord),
    lastAt: textOf(batch.approximateArrivalOfLastRecord),
    batchSize: numberOf(batch.batchSize) ?? records?.length ?? 0,
    streamArn: textOf(batch.streamArn),
    records,
  };
}

/** The processor says which sink failed and how; Lambda only that the function did. */
function errorOf(fields: Fields): string | undefined {
  const failure = fieldsOf(fields.failure);
  if (failure !== undefined) {
    const kind = textOf(failure.code) ?? textOf(failure.name) ?? "Error";
    const sink = textOf(failure.sink);
    const message = textOf(failure.message);
    return `${sink === undefined ? "" : `${sink}: `}${kind}${message === undefined ? "" : `: ${message}`}`;
  }
  const response = fieldsOf(fields.responseContext);
  const status = numberOf(response?.statusCode);
  if (status !== undefined && status !== 200) return `status ${status}`;
  return textOf(response?.functionError);
}

/** A text of the whole event, as Lambda writes it; the event itself does as well. */
function recordsOf(payload: unknown): readonly unknown[] {
  const event = typeof payload === "string" ? jsonOf(payload, "payload") : payload;
  const records = fieldsOf(event)?.Records;
  if (Array.isArray(records) && records.length > 0) return records;
  throw invalid("Records in payload");
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? { ...value }
    : undefined;
}

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
const numberOf = (value: unknown): number | undefined =>
  typeof value === "number" ? value : undefined;

function jsonOf(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw changeCaptureError(
      "FAILURE_RECORD_INVALID",
      `expected JSON in ${what}; came other text`,
      {
        cause,
      },
    );
  }
}

function invalid(missing: string) {
  return changeCaptureError(
    "FAILURE_RECORD_INVALID",
    `expected ${missing} in a record of given up changes; came none`,
  );
}
