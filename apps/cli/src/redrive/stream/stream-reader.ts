import type { _Record, DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { awsRequest } from "@spillway/aws";
import type { Clients } from "@spillway/aws-clients";
import {
  compareSequenceNumbers,
  type EventRecord,
  eventRecord,
  type FailureRecord,
} from "@spillway/change-capture";
import type { LostRange, ReadRange, StreamReader } from "./ports.ts";

/** Answers without records after which an open shard is read to its end; a part of a range can be empty. */
const EMPTY_ANSWERS = 20;
const MAX_RECORDS = 1_000;
const GONE = { records: [], because: "gone" } as const;

/** Whether a record is one that the event source mapping hands to the function. */
export type RecordFilter = (record: EventRecord) => boolean;

/**
 * Reads from the stream what was given up, while it is there: DynamoDB keeps it for 24 hours.
 *
 * @param streamArn what to read where a failure does not name its stream
 * @param filter the mapping's filter criteria: what they leave out was never given up
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html
 */
export async function streamReader(
  clients: Clients,
  streamArn: string | undefined,
  filter: RecordFilter,
): Promise<StreamReader> {
  const {
    GetRecordsCommand,
    GetShardIteratorCommand,
    ResourceNotFoundException,
    TrimmedDataAccessException,
  } = await import("@aws-sdk/client-dynamodb-streams");
  const sdk = {
    GetRecordsCommand,
    GetShardIteratorCommand,
    ResourceNotFoundException,
    TrimmedDataAccessException,
  };
  const client = await clients.dynamodbStreams();
  return {
    async read(record) {
      const arn = record.streamArn ?? streamArn;
      if (arn === undefined || record.shardId === undefined) return rangeOf(record, GONE, filter);
      const found = await awsRequest(`could not read ${arn}`, clients.target, () =>
        readShard(sdk, client, { ...record, streamArn: arn, shardId: record.shardId ?? "" }),
      );
      const records = found.records.map((one) => eventRecord(one, arn));
      return rangeOf(record, { ...found, records }, filter);
    },
  };
}

type Sdk = Pick<
  typeof import("@aws-sdk/client-dynamodb-streams"),
  | "GetRecordsCommand"
  | "GetShardIteratorCommand"
  | "ResourceNotFoundException"
  | "TrimmedDataAccessException"
>;
type Range = FailureRecord & { readonly streamArn: string; readonly shardId: string };

interface Found<Record> {
  readonly records: readonly Record[];
  /** Undefined when reading began where it should. */
  readonly because: LostRange["because"] | undefined;
}

async function readShard(
  sdk: Sdk,
  client: DynamoDBStreamsClient,
  range: Range,
): Promise<Found<_Record>> {
  try {
    return {
      records: await readFrom(sdk, client, range, "AT_SEQUENCE_NUMBER"),
      because: undefined,
    };
  } catch (error) {
    if (error instanceof sdk.ResourceNotFoundException) return GONE;
    if (!(error instanceof sdk.TrimmedDataAccessException)) throw error;
  }
  // The beginning is gone; what is left of it may be there.
  try {
    return { records: await readFrom(sdk, client, range, "TRIM_HORIZON"), because: "trimmed" };
  } catch (error) {
    if (error instanceof sdk.ResourceNotFoundException) return GONE;
    if (error instanceof sdk.TrimmedDataAccessException) return { records: [], because: "trimmed" };
    throw error;
  }
}

async function readFrom(
  sdk: Sdk,
  client: DynamoDBStreamsClient,
  { streamArn, shardId, startSequenceNumber: start, endSequenceNumber: end }: Range,
  type: "AT_SEQUENCE_NUMBER" | "TRIM_HORIZON",
): Promise<readonly _Record[]> {
  const first = await client.send(
    new sdk.GetShardIteratorCommand({
      ...{ StreamArn: streamArn, ShardId: shardId, ShardIteratorType: type },
      ...(type === "AT_SEQUENCE_NUMBER" ? { SequenceNumber: start } : {}),
    }),
  );
  const found: _Record[] = [];
  let iterator = first.ShardIterator;
  let empties = 0;
  while (iterator !== undefined && empties < EMPTY_ANSWERS) {
    const command = new sdk.GetRecordsCommand({ ShardIterator: iterator, Limit: MAX_RECORDS });
    const { Records = [], NextShardIterator } = await client.send(command);
    for (const record of Records) {
      const number = record.dynamodb?.SequenceNumber ?? "";
      if (compareSequenceNumbers(number, end) > 0) return found;
      if (compareSequenceNumbers(number, start) >= 0) found.push(record);
      if (number === end) return found;
    }
    empties = Records.length === 0 ? empties + 1 : 0;
    iterator = NextShardIterator;
  }
  return found;
}

/** What of a range was found, and what of it is lost. */
function rangeOf(
  record: FailureRecord,
  { records, because }: Found<EventRecord>,
  filter: RecordFilter,
): ReadRange {
  const wanted = records.filter(filter);
  const lost = Math.max(0, record.batchSize - wanted.length);
  const isWhole = because === undefined && lost === 0;
  return {
    records: wanted,
    lost: isWhole
      ? undefined
      : {
          shardId: record.shardId ?? "an unknown shard",
          fromSequenceNumber: record.startSequenceNumber,
          toSequenceNumber: record.endSequenceNumber,
          stillThereFrom: numberOf(wanted[0]),
          firstAt: record.firstAt,
          lastAt: record.lastAt,
          changes: lost,
          because: because ?? "trimmed",
        },
  };
}

function numberOf(record: EventRecord | undefined): string | undefined {
  const number = record?.dynamodb.SequenceNumber;
  return typeof number === "string" ? number : undefined;
}
