import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import { DeleteMessageBatchCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { type ChangeEvent, compareSequenceNumbers, parseAuditLine } from "@spillway/change-capture";
import { type CapturePipeline, NAMES } from "./capture-pipeline.ts";

/** Keys of all objects of a bucket. */
export async function objectKeys(s3: S3Client, Bucket: string): Promise<readonly string[]> {
  const keys: string[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await s3.send(new ListObjectsV2Command({ Bucket, ContinuationToken }));
    keys.push(...(page.Contents ?? []).map(({ Key = "" }) => Key));
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return keys;
}

async function objectOf(s3: S3Client, Bucket: string, Key: string): Promise<Uint8Array> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return (await Body?.transformToByteArray()) ?? new Uint8Array();
}

/** What audit objects hold, by their keys: none is ever written again. */
const readAlready = new Map<string, readonly ChangeEvent[]>();
const READS_AT_ONCE = 8;

/** Every line of the audit log, some of them more than once. */
export async function auditedChanges({ s3 }: CapturePipeline): Promise<readonly ChangeEvent[]> {
  const keys = await objectKeys(s3, NAMES.audit);
  const unread = keys.filter((key) => !readAlready.has(key));
  const readOn = async () => {
    for (let key = unread.pop(); key !== undefined; key = unread.pop()) {
      const text = gunzipSync(await objectOf(s3, NAMES.audit, key)).toString("utf8");
      readAlready.set(key, text.trimEnd().split("\n").map(parseAuditLine));
    }
  };
  await Promise.all(Array.from({ length: READS_AT_ONCE }, readOn));
  return keys.flatMap((key) => readAlready.get(key) ?? []);
}

/** Each change once, in the order of the stream. */
export function onceInOrder(changes: readonly ChangeEvent[]): readonly ChangeEvent[] {
  const once = new Map(changes.map((change) => [change.eventId, change]));
  return [...once.values()].sort((a, b) =>
    compareSequenceNumbers(a.sequenceNumber, b.sequenceNumber),
  );
}

/** What a table holds after the changes, by partition key, in DynamoDB's JSON. */
export function replayed(changes: readonly ChangeEvent[]): Readonly<Record<string, unknown>> {
  const items: Record<string, unknown> = {};
  for (const { keys, newImage } of changes) {
    const key = JSON.stringify(keys.pk);
    if (newImage === undefined) delete items[key];
    else items[key] = plain(newImage);
  }
  return items;
}

/** What the table holds, in the same form. */
export async function tableContent({
  dynamodb,
}: CapturePipeline): Promise<Readonly<Record<string, unknown>>> {
  const items: Record<string, unknown> = {};
  let ExclusiveStartKey: Record<string, never> | undefined;
  do {
    const page = await dynamodb.send(
      new ScanCommand({ TableName: NAMES.table, ExclusiveStartKey }),
    );
    for (const item of page.Items ?? []) items[JSON.stringify(item.pk)] = plain(item);
    ExclusiveStartKey = page.LastEvaluatedKey as Record<string, never> | undefined;
  } while (ExclusiveStartKey !== undefined);
  return items;
}

/** Bytes as the base64 that they are in DynamoDB's JSON, whoever read them; sets in one order. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(plain).sort();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
}

/** What the failure destination holds: the stream records of each object, as Lambda gave them. */
export async function failedRecords({
  s3,
}: CapturePipeline): Promise<readonly (readonly FailedRecord[])[]> {
  const keys = await objectKeys(s3, NAMES.failures);
  return Promise.all(
    keys.map(async (key) => {
      const text = Buffer.from(await objectOf(s3, NAMES.failures, key)).toString("utf8");
      const { payload } = JSON.parse(text) as { readonly payload: string };
      return (JSON.parse(payload) as { readonly Records: readonly FailedRecord[] }).Records;
    }),
  );
}

/** What is looked at of a stream record. */
export interface FailedRecord {
  readonly eventID: string;
  readonly dynamodb: { readonly NewImage?: { readonly poison?: { readonly BOOL: boolean } } };
}

/** Ids of all notices that came, until none comes. */
export async function noticedEventIds({
  sqs,
  noticesUrl: QueueUrl,
}: CapturePipeline): Promise<readonly string[]> {
  const ids: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        ...{ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 },
        MessageAttributeNames: ["All"],
      }),
    );
    if (Messages.length === 0) return ids;
    ids.push(...Messages.map((one) => one.MessageAttributes?.event_id?.StringValue ?? ""));
    const Entries = Messages.map(({ ReceiptHandle }, n) => ({ Id: `${n}`, ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
}

/** What the handler has handled. */
export interface Handled {
  readonly eventId: string;
  readonly sequenceNumber: string;
  readonly pk: string;
}

/** Reads what the handler says that it has handled, in its order, repeats too. */
export async function handledChanges(file: string): Promise<readonly Handled[]> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => {
      const [eventId = "", sequenceNumber = "", pk = ""] = line.split(" ");
      return { eventId, sequenceNumber, pk };
    });
}
