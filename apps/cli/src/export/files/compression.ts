import { promisify } from "node:util";
import { gzip, zstdCompress } from "node:zlib";
import { assertZstd } from "@spillway/records";
import type { Compression } from "@spillway/table-export";

/** Makes bytes of a text's bytes that can be read by themselves, and after others of the same kind. */
export type Pack = (bytes: Buffer) => Promise<Uint8Array>;

/**
 * How a file's blocks are compressed: each is a gzip member or a zstd frame of its own, so that the
 * file can be cut behind any of them. `zstd` throws `ZSTD_UNKNOWN` in a Node without it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc1952#section-2.2
 * @see https://www.rfc-editor.org/rfc/rfc8878#section-3.1
 */
export const PACKS: Readonly<Record<Compression, Pack>> = {
  none: async (bytes) => bytes,
  gzip: promisify<Buffer, Uint8Array>(gzip),
  zstd: (bytes) => {
    assertZstd();
    return promisify<Buffer, Uint8Array>(zstdCompress)(bytes);
  },
};
