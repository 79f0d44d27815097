import { type FailureRecord, failureRecordOf } from "./failure-record.ts";

/** An object in S3. */
export interface ObjectPlace {
  readonly bucket: string;
  readonly key: string;
}

/** What a message in a dead-letter queue of changes says. */
export type FailureMessage =
  /** Objects were put into the bucket of failures. */
  | { readonly kind: "objects"; readonly objects: readonly ObjectPlace[] }
  /** Records were given up; with them, or only with their place in the stream. */
  | { readonly kind: "record"; readonly record: FailureRecord }
  /** S3 sends it once, when notifications are switched on. It means nothing. */
  | { readonly kind: "test" }
  | { readonly kind: "other" };

/**
 * Reads a message of a dead-letter queue: S3's event notification, the record that Lambda sends to a queue, or
 * the processor's own; also as an SNS topic passes them on.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function parseFailureMessage(body: string): FailureMessage {
  let document: unknown;
  try {
    document = JSON.parse(body);
  } catch {
    return { kind: "other" };
  }
  const fields = fieldsOf(document);
  if (fields.Type === "Notification" && typeof fields.Message === "string") {
    return parseFailureMessage(fields.Message);
  }
  if (fields.Event === "s3:TestEvent") return { kind: "test" };
  if (fields.DDBStreamBatchInfo !== undefined) {
    try {
      return { kind: "record", record: failureRecordOf(document) };
    } catch {
      return { kind: "other" };
    }
  }
  const objects = Array.isArray(fields.Records) ? fields.Records.map(objectOf) : [];
  const known = objects.filter((one) => one !== undefined);
  return known.length > 0 && known.length === objects.length
    ? { kind: "objects", objects: known }
    : { kind: "other" };
}

function objectOf(record: unknown): ObjectPlace | undefined {
  const { bucket, object } = fieldsOf(fieldsOf(record).s3);
  const [name, key] = [fieldsOf(bucket).name, fieldsOf(object).key];
  if (typeof name !== "string" || typeof key !== "string") return undefined;
  // S3 writes the key as a form would.
  return { bucket: name, key: decodeURIComponent(key.replaceAll("+", " ")) };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
