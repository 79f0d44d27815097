import { loadError } from "../errors.ts";

/**
 * The parts of `s3://bucket/key`; the key may be empty, or a prefix.
 *
 * @throws SpillwayError `SOURCE_ADDRESS_INVALID`
 */
export function partsOf(address: string): { readonly bucket: string; readonly key: string } {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.*)$/.exec(address) ?? [];
  if (bucket !== undefined && key !== undefined) return { bucket, key };
  throw loadError(
    "SOURCE_ADDRESS_INVALID",
    `expected s3://bucket/key; came ${JSON.stringify(address)}`,
  );
}
