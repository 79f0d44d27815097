import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { recordsError } from "../records-error.ts";

const MAGIC = [0x1f, 0x8b] as const;

/**
 * Gives the bytes of an input as they were before gzip, where its first two bytes say that it is
 * gzip, and as they came where not. Pulled: no more is read than is asked for. Several gzip members
 * in a row, as `cat a.gz b.gz` makes them, are read as one.
 *
 * @throws SpillwayError `GZIP_CORRUPT` when the data is damaged or ends too soon; `details` has
 * `byteOffset`, the decompressed bytes that came before
 * @example
 * jsonLinesRecords(decompressed(createReadStream("users.jsonl.gz")));
 */
export async function* decompressed(
  input: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const chunks = bytesOf(input);
  try {
    let head: Buffer = Buffer.alloc(0);
    while (head.length < MAGIC.length) {
      const next = await chunks.next();
      if (next.done) break;
      head = Buffer.concat([head, next.value]);
    }
    const all = following(head, chunks);
    if (isGzip(head)) yield* gunzipped(all);
    else yield* all;
  } finally {
    await chunks.return();
  }
}

/** Whether a file that begins so is gzip. */
export function isGzip(head: Uint8Array): boolean {
  return MAGIC.every((byte, at) => head[at] === byte);
}

async function* gunzipped(
  input: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const source = Readable.from(input, { objectMode: false });
  const gunzip = createGunzip();
  let sourceError: unknown;
  source.on("error", (error) => {
    sourceError = error;
    gunzip.destroy(error);
  });
  source.pipe(gunzip);
  let byteOffset = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      byteOffset += chunk.length;
      yield chunk;
    }
  } catch (error) {
    if (error === sourceError || !isZlibError(error)) throw error;
    throw recordsError(
      "GZIP_CORRUPT",
      `expected gzip to go on after ${byteOffset} decompressed bytes; ${error.message}`,
      { hint: "Fetch or compress the file again.", details: { byteOffset }, cause: error },
    );
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

function isZlibError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
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
