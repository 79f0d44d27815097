import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { headText } from "../../src/source/beginning/head-text.ts";

const found = { encoding: undefined, hasFormat: false };
const latin1 = (text: string) => Buffer.from(text, "latin1");
const utf16 = (text: string) => Buffer.from(text, "utf16le");
const bigEndian = (text: string) => utf16(text).swap16();

function utf32(text: string): Buffer {
  const bytes = Buffer.alloc(4 * text.length);
  for (const [at, character] of [...text].entries()) {
    bytes.writeUInt32LE(character.codePointAt(0) ?? 0, 4 * at);
  }
  return bytes;
}

describe("the beginning of a source as text", () => {
  test.each<[string, Buffer, string | undefined, string | undefined, string]>([
    ["nothing", Buffer.of(), undefined, undefined, ""],
    ["UTF-8", Buffer.from("pk,näme\n"), undefined, undefined, "pk,näme\n"],
    ["UTF-8 by its mark", Buffer.from("\uFEFFpk"), "windows-1252", undefined, "\uFEFFpk"],
    ["UTF-16 by its mark", utf16("\uFEFFpk,ä"), undefined, "utf-16le", "\uFEFFpk,ä"],
    ["big-endian by its mark", bigEndian("\uFEFFpk,ä"), "latin1", "utf-16be", "\uFEFFpk,ä"],
    ["UTF-16 that was said", utf16("pk,ä"), "UTF-16LE", "utf-16le", "pk,ä"],
    ["windows-1252", latin1("pk,\x80\n"), "latin1", "windows-1252", "pk,€\n"],
    ["UTF-8 that was said", latin1("pk,\x80\n"), "utf-8", undefined, "pk,\uFFFD\n"],
    [
      "a character that is cut off",
      Buffer.from("a,ä\nb,ä").subarray(0, -1),
      undefined,
      undefined,
      "a,ä\nb,\uFFFD",
    ],
  ])("%s", (_, bytes, said, encoding, text) => {
    const head = headText("x", bytes, { ...found, encoding: said });
    expect({ encoding: head.encoding, text: head.head.toString() }).toEqual({ encoding, text });
  });

  test.each<[string, Buffer, string, string]>([
    ["a zip file", latin1("PK\x03\x04\x00\x00"), "a zip file", "unzip -p FILE | spillway load -"],
    ["gzip in gzip", gzipSync("a"), "gzip within a compressed file", "Unpack it"],
    ["other bytes", Buffer.of(1, 0, 2, 0xff, 0, 0), "binary data", "CSV or JSON Lines"],
    ["UTF-16 without a mark", utf16('pk,n\r\n"ä",1\r\n'), "UTF-16LE text", "--encoding utf-16le"],
    ["the same, big-endian", bigEndian("pk,n\r\nä,1\r\n"), "UTF-16BE text", "--encoding utf-16be"],
    ["UTF-16 of other letters", utf16("ключ,имя\n1,Иван\n2,Пётр\n"), "UTF-16LE text", "utf-16le"],
    ["UTF-16 with emoji", utf16("pk,n\na,😀\n"), "UTF-16LE text", "utf-16le"],
    ["UTF-32", utf32("pk,n\n1,2\n"), "UTF-32 text", "iconv -f UTF-32"],
    ["UTF-32 by its mark", utf32("\uFEFFpk,n\n"), "UTF-32 text", "iconv -f UTF-32"],
  ])("%s is refused, with the way out", (_, bytes, came, hint) => {
    expect(() => headText("x", bytes, found)).toThrow(
      expect.objectContaining({
        code: "SOURCE_FORMAT_UNKNOWN",
        message: expect.stringContaining(came),
        hint: expect.stringContaining(hint),
      }),
    );
  });

  test("zeros are text where the format was said", () => {
    const bytes = Buffer.from("pk,n\na\0b,1\n");
    expect(headText("x", bytes, { ...found, hasFormat: true }).head).toEqual(bytes);
  });
});

describe("a source that is not UTF-8", () => {
  test.each<[string, Buffer, string, string]>([
    [
      "of Western Europe",
      latin1("id,name\n1,Ann\n2,Zo\xeb \x96 M\xfcller\n"),
      'first on line 3: EB 20 96 20, of which windows-1252 gives "2,Zoë – Müller"',
      "--encoding windows-1252",
    ],
    [
      "of China",
      Buffer.concat([
        Buffer.from("id,name\n1,"),
        Buffer.of(0xd5, 0xc5, 0xce, 0xb0),
        Buffer.from("\n"),
      ]),
      'gb18030 gives "1,张伟"',
      "--encoding gb18030",
    ],
    [
      "of Japan",
      Buffer.concat([Buffer.from("1,"), Buffer.of(0x82, 0xa0, 0x82, 0xa2), Buffer.from("\n")]),
      'shift_jis gives "1,あい"',
      "--encoding",
    ],
    [
      "of Russia",
      Buffer.concat([Buffer.from("1,"), Buffer.of(0xc8, 0xe2, 0xe0, 0xed), Buffer.from("\n")]),
      'windows-1251 gives "1,Иван"',
      "--encoding",
    ],
  ])("%s: which line, which bytes, what they may be", (_, bytes, message, hint) => {
    expect(() => headText("users.csv", bytes, found)).toThrow(
      expect.objectContaining({
        code: "SOURCE_NOT_UTF8",
        message: expect.stringContaining(message),
        hint: expect.stringContaining(hint),
      }),
    );
  });

  test("but for a few lines is loaded, and those are rejected", () => {
    const bytes = latin1("1,\xc3\xa4\n2,\xe4\n3,\xc3\xb6\n");
    expect(headText("x", bytes, found).encoding).toBeUndefined();
  });
});
