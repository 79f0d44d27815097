import type { AttributeMap } from "@spillway/item";
import { changeCaptureError } from "../change-capture-error.ts";
import type { ChangedBy, ChangeEvent, ChangeType } from "../change-event.ts";
import { changedAttributes } from "./changed-attributes.ts";
import { recordTime } from "./record-time.ts";
import { isSpelledOut, withOneType } from "./spelled-out.ts";
import { streamSource } from "./stream-source.ts";

type Fields = Readonly<Record<string, unknown>>;

/** DynamoDB itself, where it removes an item whose TTL has passed. */
const TTL_PRINCIPAL = "dynamodb.amazonaws.com";

/**
 * Reads one record of a DynamoDB stream, as Lambda hands it to a function. Fields that it does not know
 * do no harm; images may be missing, as the stream's view type has it.
 *
 * @throws RECORD_UNREADABLE naming what is missing
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html
 */
export function readRecord(record: unknown): ChangeEvent {
  if (!isObject(record)) throw unreadable("the record");
  const { dynamodb, eventID: eventId } = record;
  if (!isObject(dynamodb)) throw unreadable("dynamodb");
  const sequenceNumber = dynamodb.SequenceNumber;
  if (!isText(eventId)) throw unreadable("eventID");
  if (!isText(sequenceNumber)) throw unreadable("dynamodb.SequenceNumber");
  const type = typeOf(record.eventName);
  const givenKeys = imageOf(dynamodb.Keys);
  if (givenKeys === undefined || isEmpty(givenKeys)) throw unreadable("dynamodb.Keys");
  const form = isSpelledOut(givenKeys) ? withOneType : asItIs;
  const keys = form(givenKeys);
  const oldImage = imageOf(dynamodb.OldImage, form);
  const newImage = imageOf(dynamodb.NewImage, form);
  const { table, region } = streamSource(record.eventSourceARN, record.awsRegion);
  const { SizeBytes: size } = dynamodb;
  const change: { -readonly [Name in keyof ChangeEvent]: ChangeEvent[Name] } = {
    eventId,
    type,
    by: type === "remove" ? removedBy(record.userIdentity) : "caller",
    table,
    region,
    keys,
    changedAttributes:
      oldImage === undefined || newImage === undefined ? [] : changedAttributes(oldImage, newImage),
    at: recordTime(dynamodb.ApproximateCreationDateTime),
    sequenceNumber,
    sizeBytes: typeof size === "number" ? size : 0,
  };
  if (oldImage !== undefined) change.oldImage = oldImage;
  if (newImage !== undefined) change.newImage = newImage;
  return change;
}

/** The record's place in the stream, also of one that can't be read otherwise. */
export function sequenceNumberOf(record: unknown): string | undefined {
  if (!isObject(record) || !isObject(record.dynamodb)) return undefined;
  const { SequenceNumber: number } = record.dynamodb;
  return isText(number) ? number : undefined;
}

function typeOf(name: unknown): ChangeType {
  if (name === "MODIFY") return "modify";
  if (name === "INSERT") return "insert";
  if (name === "REMOVE") return "remove";
  throw unreadable("eventName INSERT, MODIFY or REMOVE");
}

/** Lambda's events begin the names of these fields with a small letter, the streams' API with a capital. */
function removedBy(identity: unknown): ChangedBy {
  if (!isObject(identity)) return "caller";
  const { type = identity.Type, principalId = identity.PrincipalId } = identity;
  return type === "Service" && principalId === TTL_PRINCIPAL ? "ttl" : "caller";
}

const asItIs = (image: AttributeMap): AttributeMap => image;

function imageOf(value: unknown, form = asItIs): AttributeMap | undefined {
  // Values are DynamoDB's own: to check each would cost more than all else.
  return isObject(value) ? form(value as AttributeMap) : undefined;
}

function isEmpty(keys: AttributeMap): boolean {
  for (const _ in keys) return false;
  return true;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unreadable(missing: string) {
  return changeCaptureError(
    "RECORD_UNREADABLE",
    `expected ${missing} in a stream record; came none`,
    {
      details: { missing },
    },
  );
}
