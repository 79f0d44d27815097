import { gzipSync, zstdCompressSync } from "node:zlib";
import { isSpillwayError } from "@spillway/errors";
import { describe, expect, it } from "vitest";
import { decompressed } from "../../src/index.ts";

const text = Array.from(
  { length: 20_000 },
  (_, at) => `line ${at * 7919} ${"é".repeat(at % 5)}`,
).join("\n");
const packed = gzipSync(text);
const packedByZstd = zstdCompressSync(text);
/** A frame that a reader passes over: tools keep an index of the others in it. */
const skipped = Buffer.from([0x5e, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4]);

async function* cut(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(input: AsyncIterable<Uint8Array | string>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of decompressed(input)) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

describe.each([
  ["gzip", packed, gzipSync],
  ["zstd", packedByZstd, zstdCompressSync],
] as const)("%s", (_name, all, pack) => {
  it.each([7, 997, 1_000_000])("gives back what was compressed, in chunks of %i", async (size) => {
    expect(await read(cut(all, size))).toBe(text);
  });

  it.each([1, 10, 1_000])("reads members in a row as one, in chunks of %i", async (size) => {
    const members = Buffer.concat([pack("a\n"), pack(""), pack("b\n")]);
    expect(await read(cut(members, size))).toBe("a\nb\n");
  });

  it("gives all of what compresses best", async () => {
    const zeros = Buffer.alloc(3_000_000, "a");
    expect(await read(cut(Buffer.concat([pack(zeros), pack("b")]), 64))).toHaveLength(3_000_001);
  });
});

it.each([5, 1_000])("passes over zeros after gzip, in chunks of %i", async (size) => {
  expect(await read(cut(Buffer.concat([gzipSync("a\n"), Buffer.alloc(600)]), size))).toBe("a\n");
});

it.each([1, 1_000])(
  "passes over zstd's frames that are to be skipped, in chunks of %i",
  async (size) => {
    const frames = [skipped, zstdCompressSync("a\n"), skipped, skipped, zstdCompressSync("b\n")];
    expect(await read(cut(Buffer.concat([...frames, skipped]), size))).toBe("a\nb\n");
  },
);

it.each(["", "a", "plain text"])("passes %j on as it is", async (plain) => {
  expect(await read(cut(Buffer.from(plain), 1))).toBe(plain);
});

const damaged = Buffer.from(packed);
damaged.fill(0xff, damaged.length >> 1, (damaged.length >> 1) + 64);

const damagedByZstd = Buffer.from(packedByZstd);
damagedByZstd.fill(0xff, damagedByZstd.length >> 1, (damagedByZstd.length >> 1) + 64);

it.each([
  ["GZIP_CORRUPT", "ends too soon", packed.subarray(0, packed.length >> 1)],
  ["GZIP_CORRUPT", "is damaged", damaged],
  ["GZIP_CORRUPT", "has more after its zeros", Buffer.concat([packed, Buffer.alloc(9), packed])],
  ["ZSTD_CORRUPT", "ends too soon", packedByZstd.subarray(0, packedByZstd.length - 1)],
  ["ZSTD_CORRUPT", "is damaged", damagedByZstd],
  ["ZSTD_CORRUPT", "goes on with text", Buffer.concat([packedByZstd, Buffer.from("a,b\n")])],
  ["ZSTD_CORRUPT", "goes on with zeros", Buffer.concat([packedByZstd, Buffer.alloc(9)])],
])("says by %s where it %s", async (code, _what, bytes) => {
  const error = await read(cut(bytes, 4_096)).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code, hint: expect.any(String) });
  expect(isSpillwayError(error) && error.details).toMatchObject({
    byteOffset: expect.toSatisfy((bytes: number) => bytes > 0),
  });
});

it("lets an error of the input through", async () => {
  const failing = (async function* () {
    yield packed.subarray(0, 100);
    throw new Error("disk");
  })();
  await expect(read(failing)).rejects.toThrow("disk");
});

it("closes its input when its reader stops, and has not read it all", async () => {
  let given = 0;
  let closed = false;
  const big = gzipSync(
    Buffer.from(Array.from({ length: 4_000_000 }, (_, at) => (at * 2_654_435_761) >>> 24)),
    { level: 0 },
  );
  const input = (async function* () {
    try {
      for await (const part of cut(big, 16_384)) {
        given += part.length;
        yield part;
      }
    } finally {
      closed = true;
    }
  })();
  for await (const _ of decompressed(input)) break;
  expect(closed).toBe(true);
  expect(given).toBeLessThan(big.length / 2);
});
