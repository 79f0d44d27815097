import { crc32 } from "node:zlib";
import { AwsServiceError, escapedPath, type RequestSender } from "@spillway/signed-requests";

/** An object to be put. */
export interface ObjectToPut {
  readonly bucket: string;
  readonly key: string;
  readonly body: Buffer;
  readonly contentType: string;
}

const PRECONDITION_FAILED = 412;

/**
 * Puts an object unless its key is there.
 *
 * @param s3 a sender for S3 whose endpoint is the service's, not a bucket's
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export async function putObjectIfAbsent(s3: RequestSender, object: ObjectToPut): Promise<void> {
  const { bucket, key, body, contentType } = object;
  try {
    await s3.send({
      method: "PUT",
      path: `/${bucket}/${escapedPath(key)}`,
      headers: {
        "content-type": contentType,
        "if-none-match": "*",
        // A bucket with Object Lock takes nothing without a checksum.
        "x-amz-checksum-crc32": checksum(body),
      },
      body,
    });
  } catch (error) {
    const isThere =
      error instanceof AwsServiceError && error.$metadata.httpStatusCode === PRECONDITION_FAILED;
    if (!isThere) throw error;
  }
}

function checksum(body: Buffer): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString("base64");
}
