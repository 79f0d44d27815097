import type { ListObjectsV2CommandOutput, S3Client } from "@aws-sdk/client-s3";
import { awsRequest, type Target } from "@spillway/aws";
import { isSpillwayError } from "@spillway/errors";
import { loadError } from "../errors.ts";

/** An object of a listing. */
export interface ListedObject {
  readonly key: string;
  readonly bytes: number;
  /** With its quotes, as a request with `If-Match` takes it. */
  readonly etag: string | undefined;
}

export interface S3Listing {
  readonly bucket: string;
  /** Every object whose key begins with it is below it. */
  readonly prefix: string;
  /** The key after which to begin. Default: from the beginning. */
  readonly after?: string | undefined;
  /** Leave out what is in a folder below the prefix. */
  readonly shallow?: boolean;
}

/**
 * Lists the objects below a prefix in the order of their keys, a page of at most 1,000 at a time.
 *
 * @throws SpillwayError `SOURCE_NOT_FOUND` for no such bucket, and what the requests failed with
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export async function* s3Listing(
  client: S3Client,
  target: Target,
  listing: S3Listing,
): AsyncGenerator<readonly ListedObject[], void, undefined> {
  const address = `s3://${listing.bucket}/${listing.prefix}`;
  let token: string | undefined;
  do {
    const { Contents = [], NextContinuationToken } = await awsRequest(
      `could not list ${address}`,
      target,
      () => page(client, listing, token),
    ).catch((error) => {
      throw isNoBucket(error) ? noBucket(listing.bucket, error) : error;
    });
    yield Contents.flatMap(({ Key: key, Size: bytes = 0, ETag: etag }) =>
      key === undefined ? [] : { key, bytes, etag },
    );
    token = NextContinuationToken;
  } while (token !== undefined);
}

function isNoBucket(error: unknown): boolean {
  const cause = isSpillwayError(error) ? error.cause : error;
  return cause instanceof Error && cause.name === "NoSuchBucket";
}

function noBucket(bucket: string, cause: unknown): Error {
  return loadError("SOURCE_NOT_FOUND", `there is no bucket ${bucket}`, {
    hint: "Check its name and the region.",
    cause,
  });
}

async function page(
  client: S3Client,
  { bucket, prefix, after, shallow = false }: S3Listing,
  token: string | undefined,
): Promise<ListObjectsV2CommandOutput> {
  const { ListObjectsV2Command } = await import("@aws-sdk/client-s3");
  return client.send(
    new ListObjectsV2Command({
      ...{ Bucket: bucket, Prefix: prefix },
      ...(shallow && { Delimiter: "/" }),
      ...(token === undefined ? { StartAfter: after } : { ContinuationToken: token }),
    }),
  );
}
