/** A record as GetRecords gives it, in JSON: attribute values are DynamoDB's, binary ones in base64. */
export interface ReadRecord {
  readonly eventID: string;
  readonly eventName: string;
  readonly dynamodb: {
    /** Seconds since 1970. */
    readonly ApproximateCreationDateTime: number;
    readonly Keys: Readonly<Record<string, unknown>>;
    readonly SequenceNumber: string;
  };
  /** Only where DynamoDB itself removed an item whose time had come. */
  readonly userIdentity?: { readonly PrincipalId: string; readonly Type: string };
}

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
 * A record of a stream as Lambda hands it over: with the stream's ARN, and its time in whole seconds.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export function eventRecord(
  { eventID, eventName, dynamodb, userIdentity }: ReadRecord,
  { streamArn }: Pick<RecordContext, "streamArn">,
): EventRecord {
  return {
    eventID,
    eventName,
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: streamArn.split(":")[3] ?? "",
    dynamodb: {
      ...dynamodb,
      ApproximateCreationDateTime: Math.floor(dynamodb.ApproximateCreationDateTime),
    },
    ...(userIdentity && {
      userIdentity: { principalId: userIdentity.PrincipalId, type: userIdentity.Type },
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
  { dynamodb }: ReadRecord,
  event: EventRecord,
  { partitionKey = "" }: Pick<RecordContext, "partitionKey">,
): StreamRecord {
  const { Keys: keys } = dynamodb;
  return {
    sequenceNumber: dynamodb.SequenceNumber,
    partition: JSON.stringify(keys[partitionKey] ?? keys),
    arrivedAt: dynamodb.ApproximateCreationDateTime * 1_000,
    text: JSON.stringify(event),
  };
}

/** The event with which Lambda hands records to a function, in JSON. */
export function streamEvent(records: readonly StreamRecord[]): string {
  return `{"Records":[${records.map(({ text }) => text).join(",")}]}`;
}
