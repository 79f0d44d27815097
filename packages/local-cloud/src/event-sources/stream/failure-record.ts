import type { Delivery } from "../../destinations/delivery.ts";
import type { DiscardCondition } from "./pending-batches.ts";
import { type StreamRecord, streamEvent } from "./stream-record.ts";

/** What the last attempt with a batch came to. */
export interface LastAttempt {
  readonly requestId: string;
  /** 200 when the function ran, however it ended; 429 when it was throttled. */
  readonly statusCode: number;
  readonly executedVersion?: string;
  readonly failed: boolean;
}

/** Records that were given up. */
export interface GivenUp {
  readonly mappingId: string;
  readonly streamArn: string;
  /** With its qualifier, if it has one. */
  readonly functionArn: string;
  readonly shardId: string;
  /** At least one. */
  readonly records: readonly StreamRecord[];
  readonly condition: DiscardCondition;
  readonly invokeCount: number;
  /** Undefined when nothing was tried. */
  readonly last: LastAttempt | undefined;
}

/**
 * What a destination gets of records that were given up. Queues and topics get where they are in the stream; a bucket
 * gets the event itself too, as a text.
 *
 * @param atMs when it is sent, in ms since 1970
 * @param newId random UUIDs
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export function failureDelivery(givenUp: GivenUp, atMs: number, newId: () => string): Delivery {
  const { mappingId, shardId, records, last } = givenUp;
  const record = {
    requestContext: {
      requestId: last?.requestId ?? newId(),
      functionArn: givenUp.functionArn,
      condition: givenUp.condition,
      approximateInvokeCount: givenUp.invokeCount,
    },
    ...(last && {
      responseContext: {
        statusCode: last.statusCode,
        ...(last.executedVersion !== undefined && { executedVersion: last.executedVersion }),
        ...(last.failed && { functionError: "Unhandled" }),
      },
    }),
    version: "1.0",
    timestamp: new Date(atMs).toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: records.at(0)?.sequenceNumber,
      endSequenceNumber: records.at(-1)?.sequenceNumber,
      approximateArrivalOfFirstRecord: secondOf(records.at(0)),
      approximateArrivalOfLastRecord: secondOf(records.at(-1)),
      batchSize: records.length,
      streamArn: givenUp.streamArn,
    },
  };
  return {
    body: JSON.stringify(record),
    object: {
      key: failureKey(mappingId, shardId, atMs, newId()),
      body: JSON.stringify({ ...record, payload: streamEvent(records) }),
    },
  };
}

/** Where in a bucket it goes: `aws/lambda/<mapping>/<shard>/2026/01/31/2026-01-31T23.59.00-<id>`. */
function failureKey(mappingId: string, shardId: string, atMs: number, id: string): string {
  const time = new Date(atMs).toISOString().slice(0, 19);
  const day = time.slice(0, 10).replaceAll("-", "/");
  return `aws/lambda/${mappingId}/${shardId}/${day}/${time.replaceAll(":", ".")}-${id}`;
}

/** To the second, as `2019-11-14T00:13:19Z`. */
function secondOf(record: StreamRecord | undefined): string | undefined {
  return record && `${new Date(record.arrivedAt).toISOString().slice(0, 19)}Z`;
}
