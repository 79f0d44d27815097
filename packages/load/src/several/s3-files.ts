import type { S3Client } from "@aws-sdk/client-s3";
import type { Target } from "@spillway/aws";
import { partsOf } from "../input/s3-address.ts";
import { s3Listing } from "../input/s3-listing.ts";
import { FileCollector } from "./file-collector.ts";
import { globOf } from "./glob.ts";
import type { FoundFiles } from "./source-file.ts";

/**
 * The objects below a prefix, from a listing that tells size and ETag of each, so that none is asked for
 * before it is read.
 *
 * @param address `s3://bucket/prefix/`
 * @throws SpillwayError `SOURCE_IS_A_FOLDER` for one that holds an export's, `SOURCE_TOO_MANY_FILES`,
 * and what the requests failed with
 */
export async function objectsBelow(
  address: string,
  client: S3Client,
  target: Target,
): Promise<FoundFiles> {
  const { bucket, key: prefix } = partsOf(address);
  const found = new FileCollector(address);
  for await (const page of s3Listing(client, target, { bucket, prefix })) {
    for (const { key, bytes, etag } of page) {
      // What the console makes for a folder.
      if (key.endsWith("/") && bytes === 0) continue;
      const name = `s3://${bucket}/${key}`;
      found.add({ name, bytes, ...(etag !== undefined && { etag }) }, key.slice(prefix.length));
    }
  }
  return found.found();
}

/**
 * The objects whose keys a glob stands for: `s3://bucket/2026/part-*.gz`. What stands before the first
 * star is the prefix that is listed.
 *
 * @throws SpillwayError as {@link objectsBelow} does
 */
export async function objectsOfGlob(
  address: string,
  client: S3Client,
  target: Target,
): Promise<FoundFiles> {
  const { bucket, key: pattern } = partsOf(address);
  const { base, beginning, depth, hiddenToo, matches } = globOf(pattern);
  const folder = base === "" ? "" : `${base}/`;
  const found = new FileCollector(address, hiddenToo);
  const listing = { bucket, prefix: `${folder}${beginning}`, shallow: depth === 1 };
  for await (const page of s3Listing(client, target, listing)) {
    for (const { key, bytes, etag } of page) {
      const path = key.slice(folder.length);
      if ((key.endsWith("/") && bytes === 0) || !matches(path)) continue;
      const name = `s3://${bucket}/${key}`;
      found.add({ name, bytes, ...(etag !== undefined && { etag }) }, path);
    }
  }
  return found.found();
}
