import { COMPRESSION_HEAD_BYTES, type Compression, compressionOf } from "./compression.ts";
import { gunzipped } from "./gunzipped.ts";
import { unzstd } from "./unzstd.ts";

const DECOMPRESSORS = { gzip: gunzipped, zstd: unzstd } as const satisfies Record<
  Compression,
  (input: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>
>;

/**
 * Gives the bytes of an input as they were before gzip or zstd, where its first bytes say that it is
 * one of them, and as they came where not. Pulled: no more is read than is asked for. Several gzip
 * members or zstd frames in a row, as `cat a.gz b.gz` makes them, are read as one; zeros after gzip, as
 * tapes have them, are passed over, and so are zstd's frames that are to be skipped.
 *
 * @throws SpillwayError `GZIP_CORRUPT` or `ZSTD_CORRUPT` when the data is damaged or ends too soon;
 * `details` has `byteOffset`, the decompressed bytes that came before
 * @example
 * jsonLinesRecords(decompressed(createReadStream("users.jsonl.zst")));
 */
export async function* decompressed(
  input: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const chunks = bytesOf(input);
  try {
    let head: Buffer = Buffer.alloc(0);
    while (head.length < COMPRESSION_HEAD_BYTES) {
      const next = await chunks.next();
      if (next.done) break;
      head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
    }
    const all = following(head, chunks);
    const compression = compressionOf(head);
    yield* compression === undefined ? all : DECOMPRESSORS[compression](all);
  } finally {
    await chunks.return();
  }
}

async function* bytesOf(
  input: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of input) {
    yield typeof chunk === "string"
      ? Buffer.from(chunk)
      : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
}

async function* following(
  head: Buffer,
  rest: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, void, undefined> {
  if (head.length > 0) yield head;
  yield* rest;
}
