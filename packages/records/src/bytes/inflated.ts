import { Readable, type Transform } from "node:stream";

/** What reads compressed bytes, and what is thrown where they are damaged. */
export interface Inflating {
  /** One of Node's decompressors; it is closed with its reader. */
  readonly decompressor: Transform;
  /** Makes the error for what the decompressor said after so many good bytes. */
  readonly corrupt: (byteOffset: number, cause: unknown) => Error;
  /** Called once no more comes; it throws where the end is missing, or more than an end came. */
  readonly atEnd: (byteOffset: number, rest: AsyncIterable<unknown>) => Promise<void> | void;
}

/** Runs chunks through one of Node's decompressors, pulled; an error of the input passes as it is. */
export async function* inflated(
  input: AsyncIterable<Uint8Array>,
  { decompressor, corrupt, atEnd }: Inflating,
): AsyncGenerator<Uint8Array, void, undefined> {
  // Object mode: chunks must stay as they are cut.
  const source = Readable.from(input, { highWaterMark: 1 });
  let sourceError: unknown;
  source.on("error", (error) => {
    sourceError = error;
    decompressor.destroy(error);
  });
  source.pipe(decompressor);
  let byteOffset = 0;
  try {
    for await (const chunk of decompressor as AsyncIterable<Buffer>) {
      byteOffset += chunk.length;
      yield chunk;
    }
    // It may end before its input does.
    source.unpipe(decompressor);
    await atEnd(byteOffset, source.readableEnded ? NOTHING : source);
  } catch (error) {
    if (error === sourceError || !isOfZlib(error)) throw error;
    throw corrupt(byteOffset, error);
  } finally {
    source.destroy();
    decompressor.destroy();
  }
}

const NOTHING: AsyncIterable<unknown> = { async *[Symbol.asyncIterator]() {} };

function isOfZlib(error: unknown): boolean {
  return (
    error instanceof Error && "code" in error && /^(?:Z_|ZSTD_error_)/.test(String(error.code))
  );
}
