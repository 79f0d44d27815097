import { createZstdDecompress } from "node:zlib";
import { recordsError } from "../records-error.ts";
import { assertZstd } from "./assert-zstd.ts";
import { inflated } from "./inflated.ts";
import { ZstdFrameError, ZstdFrames } from "./zstd-frames.ts";

/** @see https://facebook.github.io/zstd/zstd_manual.html */
const WINDOW_TOO_LARGE = "ZSTD_error_frameParameter_windowTooLarge";

/**
 * Bytes as they were before zstd, of all frames.
 *
 * @throws SpillwayError `ZSTD_CORRUPT`, `ZSTD_UNKNOWN`
 */
export function unzstd(
  input: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  assertZstd();
  const frames = new ZstdFrames();
  let problem: ZstdFrameError | undefined;
  const cut = async function* () {
    for await (const chunk of input) {
      try {
        yield* frames.pieces(chunk);
      } catch (error) {
        if (!(error instanceof ZstdFrameError)) throw error;
        // What came before is decompressed first: then it is known how much was good.
        problem = error;
        return;
      }
    }
  };
  return inflated(cut(), {
    decompressor: createZstdDecompress(),
    corrupt: (byteOffset, cause) =>
      corrupt(byteOffset, cause instanceof Error ? cause.message : String(cause), cause),
    atEnd: (byteOffset) => {
      if (problem !== undefined) throw corrupt(byteOffset, problem.message, problem);
      if (!frames.isAtEnd) throw corrupt(byteOffset, "its last frame is cut off");
    },
  });
}

function corrupt(byteOffset: number, problem: string, cause?: unknown): Error {
  const isLong = cause instanceof Error && "code" in cause && cause.code === WINDOW_TOO_LARGE;
  return recordsError(
    "ZSTD_CORRUPT",
    `expected zstd to go on after ${byteOffset} decompressed bytes; ${problem}`,
    {
      hint: isLong
        ? "It was compressed with --ultra or --long: zstd -dc --long=31 FILE | spillway load -"
        : "Fetch or compress the file again.",
      details: { byteOffset },
      cause,
    },
  );
}
