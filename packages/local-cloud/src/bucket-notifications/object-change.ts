import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";
import { s3Place } from "../access/permissions/s3/s3-place.ts";
import type { ObjectEvent } from "./object-event.ts";

/** A request to S3 that may change objects of one bucket. */
export interface ObjectChange {
  readonly kind: "put" | "copy" | "post" | "complete" | "delete" | "delete-several";
  readonly bucket: string;
  /** Empty where the body or the answer says it. */
  readonly key: string;
  /** Whether it names a version, so that a removal leaves no marker. */
  readonly ofVersion?: boolean;
}

interface AskedOfS3 {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

/** Parameters that SDKs and presigned addresses add to any request. */
const PLAIN_PARAMETER = /^(x-id|versionId$|x-amz-|X-Amz-|AWSAccessKeyId$|Signature$|Expires$)/;

/**
 * Whether a request puts, completes, copies or deletes objects; undefined for every other one, such as one
 * about a part, tags or an ACL.
 */
export function objectChange(asked: AskedOfS3): ObjectChange | undefined {
  const { method, query, headers } = asked;
  const { bucket, key } = s3Place(asked);
  if (bucket === undefined) return undefined;
  const isPlain = [...query.keys()].every((name) => PLAIN_PARAMETER.test(name));
  if (key === undefined) {
    if (method !== "POST") return undefined;
    if (query.has("delete")) return { kind: "delete-several", bucket, key: "" };
    const isForm = headers["content-type"]?.startsWith("multipart/form-data") === true;
    return isPlain && isForm ? { kind: "post", bucket, key: "" } : undefined;
  }
  if (method === "POST") {
    return query.has("uploadId") ? { kind: "complete", bucket, key } : undefined;
  }
  if (!isPlain) return undefined;
  if (method === "DELETE") {
    return { kind: "delete", bucket, key, ofVersion: query.has("versionId") };
  }
  if (method !== "PUT") return undefined;
  return { kind: headers["x-amz-copy-source"] === undefined ? "put" : "copy", bucket, key };
}

/**
 * The key in an upload by a form of a browser; empty where there is none.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
 */
export function keyInForm(body: Buffer): string {
  const [, key = ""] =
    /name="key"(?:\r\n[^\r\n]+)*\r\n\r\n([^\r]*)\r\n/i.exec(body.toString("latin1")) ?? [];
  return Buffer.from(key, "latin1").toString("utf8");
}

/** What is known of S3's answer. */
export interface S3Answer {
  readonly headers: OutgoingHttpHeaders;
  /** Empty where nothing in it matters. */
  readonly body: string;
}

/**
 * What happened to objects, by the answer to a change that succeeded. Sizes and missing ETags are to be asked for.
 */
export function objectEvents(change: ObjectChange, answer: S3Answer): readonly ObjectEvent[] {
  const { kind, bucket, key } = change;
  const header = (name: string) => {
    const value = answer.headers[name];
    return value === undefined ? undefined : String(value);
  };
  const versionId = header("x-amz-version-id");
  switch (kind) {
    case "delete-several":
      return elements(answer.body, "Deleted").map((deleted) => ({
        name:
          textOf(deleted, "DeleteMarker") === "true" && textOf(deleted, "VersionId") === undefined
            ? "ObjectRemoved:DeleteMarkerCreated"
            : "ObjectRemoved:Delete",
        bucket,
        key: textOf(deleted, "Key") ?? "",
        versionId: textOf(deleted, "DeleteMarkerVersionId") ?? textOf(deleted, "VersionId"),
      }));
    case "delete":
      return [
        {
          name:
            header("x-amz-delete-marker") === "true" && change.ofVersion !== true
              ? "ObjectRemoved:DeleteMarkerCreated"
              : "ObjectRemoved:Delete",
          bucket,
          key,
          versionId,
        },
      ];
    default: {
      const eTag = header("etag") ?? textOf(answer.body, "ETag");
      return [{ name: NAMES[kind], bucket, key, versionId, eTag: eTag?.replaceAll('"', "") }];
    }
  }
}

const NAMES = {
  put: "ObjectCreated:Put",
  copy: "ObjectCreated:Copy",
  complete: "ObjectCreated:CompleteMultipartUpload",
  post: "ObjectCreated:Post",
} as const;

function elements(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, "g"))].map(
    ([, inner]) => inner ?? "",
  );
}

function textOf(xml: string, name: string): string | undefined {
  const [, text] = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml) ?? [];
  return text
    ?.replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#34;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}
