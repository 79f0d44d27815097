import fc from "fast-check";
import { expect, it } from "vitest";
import { jsonLinesRecords, reencoded } from "../../src/index.ts";

async function* cut(bytes: Uint8Array, sizes: readonly number[]) {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function linesOf(input: AsyncIterable<Uint8Array>): Promise<string[]> {
  const lines: string[] = [];
  for await (const one of jsonLinesRecords(input)) {
    lines.push(one.ok ? String(one.record.text) : one.reason.code);
  }
  return lines;
}

const chunkSizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
const texts = fc.array(fc.string({ unit: "grapheme", maxLength: 12 }), { maxLength: 8 });

function utf16(text: string, isBigEndian: boolean): Buffer {
  const bytes = Buffer.from(text, "utf16le");
  return isBigEndian ? bytes.swap16() : bytes;
}

it("UTF-16 gives the text that it was made of, with a mark or without, however it is cut", async () => {
  await fc.assert(
    fc.asyncProperty(
      texts,
      fc.boolean(),
      fc.boolean(),
      chunkSizes,
      async (all, isBig, hasMark, sizes) => {
        const json = all.map((text) => `${JSON.stringify({ text })}\n`).join("");
        const bytes = utf16((hasMark ? "\uFEFF" : "") + json, isBig);
        const encoding = isBig ? "utf-16be" : "utf-16le";
        expect(await linesOf(reencoded(cut(bytes, sizes), encoding))).toEqual(all);
      },
    ),
    { numRuns: 200 },
  );
});

const ENCODINGS = [
  "windows-1252",
  "iso-8859-15",
  "windows-1253",
  "koi8-r",
  "shift_jis",
  "euc-jp",
  "gb18030",
  "gbk",
  "big5",
  "euc-kr",
  "utf-16le",
  "utf-16be",
] as const;

it("any bytes give the same in chunks of any size, in any encoding", async () => {
  const bytes = fc.uint8Array({ maxLength: 80 });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...ENCODINGS),
      bytes,
      chunkSizes,
      async (encoding, all, sizes) => {
        const read = async (input: AsyncIterable<Uint8Array>) => {
          const parts: Uint8Array[] = [];
          for await (const part of reencoded(input, encoding)) parts.push(part);
          return Buffer.concat(parts).toString("latin1");
        };
        expect(await read(cut(all, sizes))).toBe(await read(cut(all, [1_000])));
      },
    ),
    { numRuns: 600 },
  );
});

it("damage within a line costs no other line, in any encoding of one to four bytes", async () => {
  const damage = fc.uint8Array({ minLength: 1, maxLength: 6 }).map((bytes) =>
    // No line feed of its own, nor an even one within UTF-16.
    bytes.map((byte) => (byte === 0x0a ? 0xff : byte)),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...ENCODINGS.slice(0, 10)),
      damage,
      chunkSizes,
      async (encoding, broken, sizes) => {
        const before = Buffer.from('{"text":"one"}\n{"text":"');
        const all = Buffer.concat([before, broken, Buffer.from('\n{"text":"three"}\n')]);
        const lines = await linesOf(reencoded(cut(all, sizes), encoding));
        expect(lines).toHaveLength(3);
        expect([lines[0], lines[2]]).toEqual(["one", "three"]);
      },
    ),
    { numRuns: 400 },
  );
});
