import { createZstdDecompress } from "node:zlib";
import { recordsError } from "../records-error.ts";

/**
 * Checks that this Node knows zstd, which it does since 22.15 and 23.8.
 *
 * @throws SpillwayError `ZSTD_UNKNOWN`
 * @see https://nodejs.org/docs/latest-v22.x/api/zlib.html#class-zlibzstdcompress
 */
export function assertZstd(): void {
  // The types know of no Node without it.
  const create: unknown = createZstdDecompress;
  if (create !== undefined) return;
  throw recordsError(
    "ZSTD_UNKNOWN",
    `expected Node.js 22.15 or newer for zstd; this is ${process.versions.node}`,
    { hint: "Install a newer one, or use gzip: zstd -dc FILE.zst | gzip > FILE.gz" },
  );
}
