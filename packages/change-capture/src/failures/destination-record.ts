import { hash } from "node:crypto";
import { sequenceNumberOf } from "../record/read-record.ts";
import { recordTime } from "../record/record-time.ts";
import { errorFacts } from "./error-facts.ts";
import type { DestinationRecord } from "./failure-destination.ts";

/** A failure to be written down. */
export interface FailureToRecord {
  /** As Lambda handed it over. */
  readonly record: unknown;
  /** Name of the sink that failed, `record` when it was reading. */
  readonly sink: string;
  readonly error: unknown;
  readonly requestId: string;
  readonly functionArn: string;
  readonly functionVersion: string;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** Lambda's own conditions are RetryAttemptsExhausted, RecordAgeExceeded and the like. */
const CONDITION = "FailurePolicy";

/**
 * A record that failed, in the form in which Lambda writes its own failures, so that one reader takes
 * both. The shard is not in it: Lambda does not tell a function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-errors.html
 */
export function destinationRecord(failure: FailureToRecord): DestinationRecord {
  const { record, sink, error, nowMs } = failure;
  const { name, code, message } = errorFacts(error);
  const sequenceNumber = sequenceNumberOf(record);
  const { eventID, eventSourceARN, dynamodb }: Fields = fieldsOf(record);
  const at = recordTime(fieldsOf(dynamodb).ApproximateCreationDateTime);
  const facts = {
    requestContext: {
      requestId: failure.requestId,
      functionArn: failure.functionArn,
      condition: CONDITION,
      approximateInvokeCount: 1,
    },
    responseContext: {
      statusCode: 200,
      executedVersion: failure.functionVersion,
      functionError: "Handled",
    },
    failure: { sink, name, code, message },
    version: "1.0",
    timestamp: new Date(nowMs).toISOString(),
    DDBStreamBatchInfo: {
      startSequenceNumber: sequenceNumber,
      endSequenceNumber: sequenceNumber,
      approximateArrivalOfFirstRecord: at,
      approximateArrivalOfLastRecord: at,
      batchSize: 1,
      streamArn: eventSourceARN,
    },
  };
  const payload = JSON.stringify({ Records: [record] });
  return {
    id: typeof eventID === "string" && eventID !== "" ? eventID : hash("sha256", payload, "hex"),
    at,
    body: JSON.stringify({ ...facts, payload }),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
