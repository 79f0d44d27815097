import type { RequestSender } from "@spillway/signed-requests";
import { putObjectIfAbsent } from "../aws/put-object.ts";
import type { AuditStore } from "./audit-sink.ts";

/**
 * An audit store in a bucket.
 *
 * @param s3 a sender for S3
 */
export function s3AuditStore(s3: RequestSender, bucket: string): AuditStore {
  return {
    putIfAbsent: (key, body) =>
      putObjectIfAbsent(s3, { bucket, key, body, contentType: "application/gzip" }),
  };
}
