import { gzipSync, zstdCompressSync } from "node:zlib";
import { isSpillwayError } from "@spillway/errors";
import fc from "fast-check";
import { expect, it } from "vitest";
import { decompressed } from "../../src/index.ts";

const content = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  // Long enough for several blocks, and easy to compress.
  fc.record({ byte: fc.nat(255), length: fc.nat(300_000) }).map(({ byte, length }) => {
    return new Uint8Array(length).fill(byte);
  }),
);
const compression = fc.constantFrom("gzip" as const, "zstd" as const);
const pack = { gzip: gzipSync, zstd: zstdCompressSync };

async function* cut(bytes: Uint8Array, sizes: readonly number[]) {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function read(input: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of decompressed(input)) parts.push(part);
  return Buffer.concat(parts);
}

const chunkSizes = fc.array(fc.integer({ min: 1, max: 2_000 }), { minLength: 1, maxLength: 5 });

it("gives what members held, however many, in chunks of any size", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(content, { minLength: 1, maxLength: 5 }),
      compression,
      chunkSizes,
      async (contents, name, sizes) => {
        const packed = Buffer.concat(contents.map((one) => pack[name](one)));
        expect((await read(cut(packed, sizes))).equals(Buffer.concat(contents))).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});

it("of what is cut off or changed gives a beginning, and says so, or refuses", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { minLength: 1, maxLength: 3 }),
      compression,
      chunkSizes,
      fc.nat(10_000),
      async (contents, name, sizes, at) => {
        const packed = contents.map((one) => pack[name](one));
        const all = Buffer.concat(packed);
        const end = 4 + (at % Math.max(1, all.length - 4));
        let length = 0;
        const isBetween = packed.some((one) => {
          length += one.length;
          return length === end;
        });
        try {
          const given = await read(cut(all.subarray(0, end), sizes));
          expect(isBetween).toBe(true);
          expect(Buffer.concat(contents).subarray(0, given.length).equals(given)).toBe(true);
        } catch (error) {
          if (!isSpillwayError(error)) throw error;
          expect(isBetween).toBe(false);
          expect(error.code).toBe(name === "gzip" ? "GZIP_CORRUPT" : "ZSTD_CORRUPT");
        }
      },
    ),
    { numRuns: 150 },
  );
});

it("refuses any bytes that only begin as if they were compressed, and never hangs", async () => {
  const magic = fc.constantFrom(
    [0x1f, 0x8b],
    [0x28, 0xb5, 0x2f, 0xfd],
    [0x50, 0x2a, 0x4d, 0x18],
    [0x28, 0xb5, 0x2f, 0xfd, 0x00],
  );
  await fc.assert(
    fc.asyncProperty(
      magic,
      fc.uint8Array({ maxLength: 60 }),
      chunkSizes,
      async (head, rest, sizes) => {
        const bytes = Buffer.concat([Buffer.from(head), rest]);
        const outcome = await read(cut(bytes, sizes)).catch((error: unknown) => error);
        expect(Buffer.isBuffer(outcome) || isSpillwayError(outcome)).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});
