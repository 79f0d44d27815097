import { expect, it } from "vitest";
import { jsonLinesRecords, reencoded, reencodedHead, textEncoding } from "../../src/index.ts";

async function* cut(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: readonly number[] | Uint8Array, encoding: string, size = 1) {
  const parts: Uint8Array[] = [];
  for await (const part of reencoded(cut(Uint8Array.from(bytes), size), encoding)) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

it.each<[string, readonly number[], string]>([
  ["windows-1252", [0x80, 0x92, 0x81, 0xe9, 0x5c, 0x7e], "€’\u0081é\\~"],
  ["iso-8859-15", [0xa4, 0xbd, 0x0d, 0x0a], "€œ\r\n"],
  ["windows-1251", [0xcf, 0xf0, 0xe8], "При"],
  ["koi8-r", [0xf0, 0xd2], "Пр"],
  ["macintosh", [0x8e], "é"],
  ["shift_jis", [0x83, 0x5c, 0x2c, 0x82, 0xa0, 0xb1], "ソ,あｱ"],
  ["euc-jp", [0xa4, 0xa2, 0x8f, 0xb0, 0xa1], "あ丂"],
  ["gb18030", [0xc4, 0xe3, 0x81, 0x30, 0x81, 0x30, 0x84, 0x31, 0xa4, 0x37], "你\u0080\uFFFD"],
  ["gbk", [0x80, 0xba, 0xc3], "€好"],
  ["big5", [0xa7, 0x41, 0xa6, 0x6e], "你好"],
  ["euc-kr", [0xb0, 0xa1, 0x22], '가"'],
  ["utf-16le", [0x3d, 0xd8, 0x00, 0xde, 0xe9, 0x00, 0xfd, 0xff], "😀é\uFFFD"],
  ["utf-16be", [0xfe, 0xff, 0xd8, 0x3d, 0xde, 0x00, 0x00, 0x0a], "\uFEFF😀\n"],
  ["utf-8", [0xc3, 0xa9], "é"],
])("%s is read, in chunks of any size", async (encoding, bytes, text) => {
  for (const size of [1, 2, 3, 100]) expect(await read(bytes, encoding, size)).toBe(text);
  expect(reencodedHead(Uint8Array.from(bytes), encoding).toString()).toBe(text);
});

it("every byte of windows-1252 is as the standard has it", async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const between = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";
  const text = [...bytes].map((byte) => String.fromCharCode(byte)).join("");
  const expected = text.slice(0, 0x80) + between + text.slice(0xa0);
  expect(await read(bytes, "windows-1252", 100)).toBe(expected);
});

const utf16 = (text: string) => Buffer.from(text, "utf16le");
const bigEndian = (bytes: Buffer) => Buffer.from(bytes).swap16();

it.each<[string, Buffer]>([
  [
    "utf-16le",
    Buffer.concat([utf16('{"a":1}\n{"a":"'), Buffer.of(0, 0xd8), utf16('"}\n{"a":2}\n')]),
  ],
  [
    "utf-16be",
    bigEndian(
      Buffer.concat([utf16('{"a":1}\n{"a":"'), Buffer.of(0, 0xdc), utf16('"}\n{"a":2}\n')]),
    ),
  ],
  ["shift_jis", Buffer.from('{"a":1}\n{"a":"\x81\n{"a":2}\n', "latin1")],
  ["gb18030", Buffer.from('{"a":1}\n{"a":"\x810\n{"a":2}\n', "latin1")],
  ["euc-jp", Buffer.from('{"a":1}\n{"a":"\x8f\xa1\n{"a":2}\n', "latin1")],
  ["windows-1253", Buffer.from('{"a":1}\n{"a":"\xd2"}\n{"a":2}\n', "latin1")],
])("bytes that are no %s cost their own line alone", async (encoding, bytes) => {
  for (const size of [1, 2, 3, 7, 1_000]) {
    const outcomes: unknown[] = [];
    for await (const one of jsonLinesRecords(reencoded(cut(bytes, size), encoding))) {
      outcomes.push(one.ok ? one.record.a : one.reason.code);
    }
    expect(outcomes).toEqual([1, "TEXT_NOT_UTF8", 2]);
  }
});

it.each([
  ["an odd last byte", Buffer.concat([utf16('{"a":1}\n'), Buffer.of(0x41)])],
  ["half of a pair at its end", Buffer.concat([utf16('{"a":1}\n'), Buffer.of(0x3d, 0xd8)])],
])("UTF-16 with %s", async (_, bytes) => {
  const outcomes: unknown[] = [];
  for await (const one of jsonLinesRecords(reencoded(cut(bytes, 5), "utf-16le"))) {
    outcomes.push(one.ok ? one.record.a : one.reason.code);
  }
  expect(outcomes).toEqual([1, "TEXT_NOT_UTF8"]);
});

it.each([
  ["Latin1", "windows-1252"],
  [" UTF8 ", "utf-8"],
  ["utf-16", "utf-16le"],
  ["sjis", "shift_jis"],
  ["GB2312", "gbk"],
])("%s is a name of %s", (label, name) => {
  expect(textEncoding(label)).toBe(name);
});

it.each([
  ["ebcdic", "For example"],
  ["", "For example"],
  ["utf-32le", "iconv -f utf-32le"],
  ["iso-2022-jp", "iconv -f iso-2022-jp"],
])("%j is refused, with what to do", (label, hint) => {
  expect(() => textEncoding(label)).toThrow(
    expect.objectContaining({ code: "ENCODING_UNKNOWN", hint: expect.stringContaining(hint) }),
  );
});
