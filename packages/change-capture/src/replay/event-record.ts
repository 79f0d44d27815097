/** A value of an attribute as the SDK has it: binary as bytes. */
export interface SdkAttributeValue {
  readonly S?: string | undefined;
  readonly N?: string | undefined;
  readonly B?: Uint8Array | undefined;
  readonly SS?: readonly string[] | undefined;
  readonly NS?: readonly string[] | undefined;
  readonly BS?: readonly Uint8Array[] | undefined;
  readonly M?: SdkItem | undefined;
  readonly L?: readonly SdkAttributeValue[] | undefined;
  readonly NULL?: boolean | undefined;
  readonly BOOL?: boolean | undefined;
}

type SdkItem = Readonly<Record<string, SdkAttributeValue>>;

/** A record of a stream as `GetRecords` of the SDK gives it. */
export interface SdkStreamRecord {
  readonly eventID?: string | undefined;
  readonly eventName?: string | undefined;
  readonly awsRegion?: string | undefined;
  readonly dynamodb?:
    | {
        readonly ApproximateCreationDateTime?: Date | undefined;
        readonly Keys?: SdkItem | undefined;
        readonly NewImage?: SdkItem | undefined;
        readonly OldImage?: SdkItem | undefined;
        readonly SequenceNumber?: string | undefined;
        readonly SizeBytes?: number | undefined;
        readonly StreamViewType?: string | undefined;
      }
    | undefined;
  readonly userIdentity?:
    | { readonly PrincipalId?: string | undefined; readonly Type?: string | undefined }
    | undefined;
}

/** A record as Lambda hands it to a function. */
export interface EventRecord {
  readonly eventID: string;
  readonly eventName: string;
  readonly eventVersion: "1.1";
  readonly eventSource: "aws:dynamodb";
  readonly awsRegion: string;
  readonly dynamodb: Readonly<Record<string, unknown>>;
  readonly userIdentity?: { readonly principalId: string; readonly type: string };
  readonly eventSourceARN: string;
}

/**
 * A record that was read from the stream in the form in which Lambda hands it to a function: times as seconds
 * since 1970, binary as base64, the fields of `userIdentity` with small letters.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export function eventRecord(record: SdkStreamRecord, streamArn: string): EventRecord {
  const { dynamodb = {}, userIdentity } = record;
  const { ApproximateCreationDateTime: at, Keys, NewImage, OldImage } = dynamodb;
  return {
    eventID: record.eventID ?? "",
    eventName: record.eventName ?? "",
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: record.awsRegion ?? streamArn.split(":")[3] ?? "",
    dynamodb: {
      ...(at === undefined
        ? {}
        : { ApproximateCreationDateTime: Math.floor(at.getTime() / 1_000) }),
      Keys: itemJson(Keys ?? {}),
      ...(NewImage === undefined ? {} : { NewImage: itemJson(NewImage) }),
      ...(OldImage === undefined ? {} : { OldImage: itemJson(OldImage) }),
      SequenceNumber: dynamodb.SequenceNumber,
      SizeBytes: dynamodb.SizeBytes,
      StreamViewType: dynamodb.StreamViewType,
    },
    ...(userIdentity === undefined
      ? {}
      : {
          userIdentity: {
            principalId: userIdentity.PrincipalId ?? "",
            type: userIdentity.Type ?? "",
          },
        }),
    eventSourceARN: streamArn,
  };
}

function itemJson(item: SdkItem): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, valueJson(value)]));
}

function valueJson(value: SdkAttributeValue): unknown {
  if (value.B !== undefined) return { B: base64(value.B) };
  if (value.BS !== undefined) return { BS: value.BS.map(base64) };
  if (value.M !== undefined) return { M: itemJson(value.M) };
  if (value.L !== undefined) return { L: value.L.map(valueJson) };
  return value;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
