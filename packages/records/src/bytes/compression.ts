/** How bytes are compressed that are read as what they were before. */
export type Compression = "gzip" | "zstd";

/** How many bytes of a beginning tell whether it is compressed. */
export const COMPRESSION_HEAD_BYTES = 4;

/**
 * How a file is compressed that begins so.
 *
 * @param head at least {@link COMPRESSION_HEAD_BYTES} of the beginning, or all of a shorter one
 * @returns undefined where it is not compressed, or in another way than gzip and zstd
 * @see https://www.rfc-editor.org/rfc/rfc1952#section-2.3
 * @see https://www.rfc-editor.org/rfc/rfc8878#section-3.1
 */
export function compressionOf(head: Uint8Array): Compression | undefined {
  const [first, second, third, fourth] = head;
  if (first === 0x1f && second === 0x8b) return "gzip";
  if (third !== (first === 0x28 ? 0x2f : 0x4d) || first === undefined) return undefined;
  if (first === 0x28 && second === 0xb5 && fourth === 0xfd) return "zstd";
  // A frame that is to be skipped may stand before the first one with data.
  return first >> 4 === 5 && second === 0x2a && fourth === 0x18 ? "zstd" : undefined;
}

/** Whether a file that begins so is read from its beginning only, since it is compressed. */
export function isCompressed(head: Uint8Array): boolean {
  return compressionOf(head) !== undefined;
}
