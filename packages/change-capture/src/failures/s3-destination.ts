import type { RequestSender } from "@spillway/signed-requests";
import { putObjectIfAbsent } from "../aws/put-object.ts";
import type { FailureDestination } from "./failure-destination.ts";

/**
 * Keeps failed records in a bucket, beside those that Lambda puts there: `defects/YYYY/MM/DD/<id>.json`.
 *
 * @param s3 a sender for S3
 */
export function s3Destination(s3: RequestSender, bucket: string): FailureDestination {
  return {
    send: ({ id, at, body }) =>
      putObjectIfAbsent(s3, {
        bucket,
        key: `defects/${at.slice(0, 10).replaceAll("-", "/")}/${id}.json`,
        body: Buffer.from(body),
        contentType: "application/json",
      }),
  };
}
