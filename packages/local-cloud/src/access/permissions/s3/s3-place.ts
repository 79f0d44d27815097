import type { ServiceRequest } from "../../service-request.ts";

/** What a request to S3 is about: all buckets, one bucket, or one object in it. */
export interface S3Place {
  readonly bucket: string | undefined;
  /** Decoded; undefined for the bucket itself. */
  readonly key: string | undefined;
}

// bucket.s3.amazonaws.com, bucket.s3.us-east-1.amazonaws.com, bucket.localhost:4566
const HOST_WITH_BUCKET = /^(.+?)\.(?:s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com|localhost)(?::\d+)?$/i;

/**
 * Finds bucket and key of a request in either style: in the path, or with the bucket in the host name.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 * @example
 * s3Place({ path: "/logs/2026/a%20b.json", headers: { host: "127.0.0.1:4566" } })
 * // { bucket: "logs", key: "2026/a b.json" }
 */
export function s3Place({ path, headers }: Pick<ServiceRequest, "path" | "headers">): S3Place {
  const [, hosted] = HOST_WITH_BUCKET.exec(headers.host ?? "") ?? [];
  const named = path.replace(/^\//, "");
  if (hosted !== undefined) return { bucket: hosted, key: keyOf(named) };
  const slash = named.indexOf("/");
  if (slash < 0) return { bucket: named || undefined, key: undefined };
  return { bucket: named.slice(0, slash), key: keyOf(named.slice(slash + 1)) };
}

function keyOf(encoded: string): string | undefined {
  return encoded === "" ? undefined : decodeURIComponent(encoded);
}
