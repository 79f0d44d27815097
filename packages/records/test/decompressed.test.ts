import { gzipSync } from "node:zlib";
import { isSpillwayError } from "@spillway/errors";
import { expect, it } from "vitest";
import { decompressed } from "../src/index.ts";

const text = Array.from(
  { length: 20_000 },
  (_, at) => `line ${at * 7919} ${"é".repeat(at % 5)}`,
).join("\n");
const packed = gzipSync(text);

async function* cut(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(input: AsyncIterable<Uint8Array | string>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of decompressed(input)) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

it.each([7, 997, 1_000_000])("gives back what was compressed, in chunks of %i", async (size) => {
  expect(await read(cut(packed, size))).toBe(text);
});

it("reads members in a row as one", async () => {
  expect(await read(cut(Buffer.concat([gzipSync("a\n"), gzipSync("b\n")]), 10))).toBe("a\nb\n");
});

it.each(["", "a", "plain text"])("passes %j on as it is", async (plain) => {
  expect(await read(cut(Buffer.from(plain), 1))).toBe(plain);
});

const damaged = Buffer.from(packed);
damaged.fill(0xff, damaged.length >> 1, (damaged.length >> 1) + 64);

it.each([
  ["ends too soon", packed.subarray(0, packed.length >> 1)],
  ["is damaged", damaged],
])("says where gzip %s", async (_what, bytes) => {
  const error = await read(cut(bytes, 4_096)).catch((caught: unknown) => caught);
  expect(isSpillwayError(error, "GZIP_CORRUPT") && error.details.byteOffset).toBeGreaterThan(0);
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
