import { createGunzip } from "node:zlib";
import { recordsError } from "../records-error.ts";
import { inflated } from "./inflated.ts";

/**
 * Bytes as they were before gzip, of all members. Node stops at the first zero after a member: what is
 * behind the zeros would be lost, so only zeros may be there.
 *
 * @throws SpillwayError `GZIP_CORRUPT`
 */
export function gunzipped(
  input: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const decompressor = createGunzip();
  let given = 0;
  /** Where the last byte is that is not zero. */
  let last = -1;
  const counted = async function* () {
    for await (const chunk of input) {
      const at = chunk.findLastIndex((byte) => byte !== 0);
      if (at !== -1) last = given + at;
      given += chunk.length;
      yield chunk;
    }
  };
  return inflated(counted(), {
    decompressor,
    corrupt: (byteOffset, cause) =>
      corrupt(byteOffset, cause instanceof Error ? cause.message : String(cause), cause),
    atEnd: async (byteOffset, rest) => {
      for await (const _ of rest);
      if (last < decompressor.bytesWritten) return;
      throw corrupt(byteOffset, "other bytes follow the zeros after it");
    },
  });
}

function corrupt(byteOffset: number, problem: string, cause?: unknown): Error {
  return recordsError(
    "GZIP_CORRUPT",
    `expected gzip to go on after ${byteOffset} decompressed bytes; ${problem}`,
    { hint: "Fetch or compress the file again.", details: { byteOffset }, cause },
  );
}
