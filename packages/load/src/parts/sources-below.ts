import type { ListObjectsV2CommandOutput, S3Client } from "@aws-sdk/client-s3";
import { awsRequest } from "@spillway/aws";
import { loadError } from "../errors.ts";
import type { InputServices } from "../input/open-input.ts";
import { partsOf } from "../input/s3-address.ts";

/** An object below a prefix. */
export interface ListedSource {
  /** `s3://bucket/key`, as a load takes it. */
  readonly source: string;
  readonly key: string;
  readonly bytes: number;
}

/**
 * Lists the objects below a prefix, in the order of their keys, a page of at most 1,000 at a time. Each is
 * a source of its own. What has no bytes is left out: the console makes such objects for folders.
 *
 * @param address `s3://bucket/prefix`; every object whose key begins with the prefix is below it
 * @param after the key after which to begin, for who goes on. Default: from the beginning
 * @throws SpillwayError `SOURCE_ADDRESS_INVALID`; `SOURCE_NOT_FOUND` where nothing is there; and what the
 * requests failed with
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 * @example
 * for await (const page of sourcesBelow("s3://exports/2026/", { clients })) {
 *   for (const { source } of page) await planSource({ source, ...request }, wish, { clients });
 * }
 */
export async function* sourcesBelow(
  address: string,
  { clients }: Pick<InputServices, "clients">,
  after?: string,
): AsyncGenerator<readonly ListedSource[], void, undefined> {
  const { bucket, key: prefix } = partsOf(address);
  const client = await clients.s3();
  let isEmpty = after === undefined;
  let token: string | undefined;
  do {
    const { Contents = [], NextContinuationToken } = await awsRequest(
      `could not list ${address}`,
      clients.target,
      () => page(client, bucket, prefix, { after, token }),
    );
    const listed = Contents.flatMap(({ Key: key, Size: bytes = 0 }) =>
      key === undefined || bytes === 0 ? [] : { source: `s3://${bucket}/${key}`, key, bytes },
    );
    isEmpty &&= listed.length === 0;
    if (listed.length > 0) yield listed;
    token = NextContinuationToken;
  } while (token !== undefined);
  if (!isEmpty) return;
  throw loadError("SOURCE_NOT_FOUND", `there is no object with bytes below ${address}`, {
    hint: "Check the bucket, the prefix and the region.",
  });
}

async function page(
  client: S3Client,
  bucket: string,
  prefix: string,
  { after, token }: { readonly after: string | undefined; readonly token: string | undefined },
): Promise<ListObjectsV2CommandOutput> {
  const { ListObjectsV2Command } = await import("@aws-sdk/client-s3");
  return client.send(
    new ListObjectsV2Command({
      ...{ Bucket: bucket, Prefix: prefix },
      ...(token === undefined ? { StartAfter: after } : { ContinuationToken: token }),
    }),
  );
}
