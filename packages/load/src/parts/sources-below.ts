import { loadError } from "../errors.ts";
import type { InputServices } from "../input/open-input.ts";
import { partsOf } from "../input/s3-address.ts";
import { s3Listing } from "../input/s3-listing.ts";

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
  const listing = s3Listing(await clients.s3(), clients.target, { bucket, prefix, after });
  let isEmpty = after === undefined;
  for await (const page of listing) {
    const listed = page
      .filter(({ bytes }) => bytes > 0)
      .map(({ key, bytes }) => ({ source: `s3://${bucket}/${key}`, key, bytes }));
    isEmpty &&= listed.length === 0;
    if (listed.length > 0) yield listed;
  }
  if (!isEmpty) return;
  throw loadError("SOURCE_NOT_FOUND", `there is no object with bytes below ${address}`, {
    hint: "Check the bucket, the prefix and the region.",
  });
}
