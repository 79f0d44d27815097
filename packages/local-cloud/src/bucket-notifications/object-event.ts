/** Something that happened to an object. */
export interface ObjectEvent {
  /** Without `s3:`: `ObjectCreated:Put`, `ObjectRemoved:DeleteMarkerCreated`. */
  readonly name: string;
  readonly bucket: string;
  /** Decoded. */
  readonly key: string;
  /** Bytes; undefined of what was removed. */
  readonly size?: number | undefined;
  /** Without quotation marks. */
  readonly eTag?: string | undefined;
  /** Of a bucket with versions. */
  readonly versionId?: string | undefined;
}

/** In what circumstances it happened. */
export interface ObjectEventContext {
  /** The bucket's. */
  readonly region: string;
  readonly account: string;
  readonly atMs: number;
  readonly requestId: string;
  readonly sourceIp: string;
  /** `AWS:<access key or role>` */
  readonly principalId: string;
  /** Hexadecimal; of one key a later one is greater. */
  readonly sequencer: string;
}

/**
 * The record with which S3 tells functions, queues and topics.
 *
 * @param configurationId of the notification that asked for it
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function objectRecord(
  event: ObjectEvent,
  context: ObjectEventContext,
  configurationId: string,
): unknown {
  return {
    eventVersion: "2.1",
    eventSource: "aws:s3",
    awsRegion: context.region,
    eventTime: new Date(context.atMs).toISOString(),
    eventName: event.name,
    userIdentity: { principalId: context.principalId },
    requestParameters: { sourceIPAddress: context.sourceIp },
    responseElements: { "x-amz-request-id": context.requestId, "x-amz-id-2": "local" },
    s3: {
      s3SchemaVersion: "1.0",
      configurationId,
      bucket: {
        name: event.bucket,
        ownerIdentity: { principalId: context.account },
        arn: `arn:aws:s3:::${event.bucket}`,
      },
      object: {
        key: encodedKey(event.key),
        size: event.size,
        eTag: event.eTag,
        versionId: event.versionId,
        sequencer: context.sequencer,
      },
    },
  };
}

/** What S3 sends a queue or topic when a bucket's notifications are set. */
export function testEvent(bucket: string, atMs: number, requestId: string): unknown {
  return {
    Service: "Amazon S3",
    Event: "s3:TestEvent",
    Time: new Date(atMs).toISOString(),
    Bucket: bucket,
    RequestId: requestId,
    HostId: "local",
  };
}

const REASONS: Readonly<Record<string, string>> = {
  "ObjectCreated:Put": "PutObject",
  "ObjectCreated:Post": "POST Object",
  "ObjectCreated:Copy": "CopyObject",
  "ObjectCreated:CompleteMultipartUpload": "CompleteMultipartUpload",
};

/** An event for EventBridge's default bus. */
export interface BucketEvent {
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

/**
 * What S3 tells EventBridge. Keys are not encoded there.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export function bucketEvent(event: ObjectEvent, context: ObjectEventContext): BucketEvent {
  const created = event.name.startsWith("ObjectCreated:");
  const isMarker = event.name.endsWith(":DeleteMarkerCreated");
  return {
    detailType: created ? "Object Created" : "Object Deleted",
    resources: [`arn:aws:s3:::${event.bucket}`],
    detail: {
      version: "0",
      bucket: { name: event.bucket },
      object: {
        key: event.key,
        size: event.size,
        etag: event.eTag,
        "version-id": event.versionId,
        sequencer: context.sequencer,
      },
      "request-id": context.requestId,
      requester: context.account,
      "source-ip-address": context.sourceIp,
      reason: created ? REASONS[event.name] : "DeleteObject",
      "deletion-type": created
        ? undefined
        : isMarker
          ? "Delete Marker Created"
          : "Permanently Deleted",
    },
  };
}

/** A key as it stands in a record: encoded as in a form, but for slashes. */
export function encodedKey(key: string): string {
  return encodeURIComponent(key)
    .replaceAll("%20", "+")
    .replaceAll("%2F", "/")
    .replace(/[!'()]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}
