import type { _Record, AttributeValue } from "@aws-sdk/client-dynamodb-streams";

/** A record of a stream, ready to be handed to a function. */
export interface StreamRecord {
  readonly sequenceNumber: string;
  /** Of its partition: records of the same one are handled in their order. */
  readonly partition: string;
  /** When the change was made, in ms since 1970. */
  readonly arrivedAt: number;
  /** As Lambda gives it to functions, in JSON. */
  readonly text: string;
}

/** A record as Lambda gives it to functions. */
export interface EventRecord {
  readonly eventID: string;
  readonly eventName: string;
  readonly eventVersion: "1.1";
  readonly eventSource: "aws:dynamodb";
  readonly awsRegion: string;
  readonly dynamodb: Readonly<Record<string, unknown>>;
  /** Only where DynamoDB itself removed an item whose time had come. */
  readonly userIdentity?: { readonly principalId: string; readonly type: string };
  readonly eventSourceARN: string;
}

/** What a record is read with. */
export interface RecordContext {
  readonly streamArn: string;
  /** The attribute that is the table's partition key; undefined when it is not known. */
  readonly partitionKey: string | undefined;
}

/**
 * A record of a stream as Lambda hands it over: attribute values in DynamoDB's JSON, binary ones in base64, the time
 * in whole seconds.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export function eventRecord(record: _Record, { streamArn }: RecordContext): EventRecord {
  const { dynamodb = {}, userIdentity } = record;
  const at = dynamodb.ApproximateCreationDateTime;
  return {
    eventID: record.eventID ?? "",
    eventName: record.eventName ?? "",
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: streamArn.split(":")[3] ?? "",
    dynamodb: {
      ...(at && { ApproximateCreationDateTime: Math.floor(at.getTime() / 1_000) }),
      Keys: itemJson(dynamodb.Keys ?? {}),
      ...(dynamodb.NewImage && { NewImage: itemJson(dynamodb.NewImage) }),
      ...(dynamodb.OldImage && { OldImage: itemJson(dynamodb.OldImage) }),
      SequenceNumber: dynamodb.SequenceNumber,
      SizeBytes: dynamodb.SizeBytes,
      StreamViewType: dynamodb.StreamViewType,
    },
    ...(userIdentity && {
      userIdentity: {
        principalId: userIdentity.PrincipalId ?? "",
        type: userIdentity.Type ?? "",
      },
    }),
    eventSourceARN: streamArn,
  };
}

/**
 * What is kept of a record until it is done.
 *
 * @param event the same record as functions get it
 */
export function streamRecord(
  { dynamodb = {} }: _Record,
  event: EventRecord,
  { partitionKey = "" }: RecordContext,
): StreamRecord {
  const keys = Object(event.dynamodb.Keys);
  return {
    sequenceNumber: dynamodb.SequenceNumber ?? "",
    partition: JSON.stringify(keys[partitionKey] ?? keys),
    arrivedAt: dynamodb.ApproximateCreationDateTime?.getTime() ?? 0,
    text: JSON.stringify(event),
  };
}

/** The event with which Lambda hands records to a function, in JSON. */
export function streamEvent(records: readonly StreamRecord[]): string {
  return `{"Records":[${records.map(({ text }) => text).join(",")}]}`;
}

type Item = Readonly<Record<string, AttributeValue>>;

function itemJson(item: Item): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, valueJson(value)]));
}

function valueJson(value: AttributeValue): unknown {
  if (value.B !== undefined) return { B: base64(value.B) };
  if (value.BS !== undefined) return { BS: value.BS.map(base64) };
  if (value.M !== undefined) return { M: itemJson(value.M) };
  if (value.L !== undefined) return { L: value.L.map(valueJson) };
  return value;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
