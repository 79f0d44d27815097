import { describe, expect, it } from "vitest";
import { AnswerParser } from "../../../src/transport/wire/wire-answer-parser.ts";

const pushed = (text: string) => new AnswerParser().push(Buffer.from(text, "latin1"));
const OK = "HTTP/1.1 200 OK\r\n";

describe("how a body ends", () => {
  it.each([
    ["its length", `${OK}Content-Length: 2\r\n\r\n{}`, "{}"],
    ["a length of nothing", `${OK}content-length: 0\r\n\r\n`, ""],
    ["chunks", `${OK}Transfer-Encoding: Chunked\r\n\r\n1\r\n{\r\n1 ;x="y"\r\n}\r\n0\r\n\r\n`, "{}"],
    ["no chunk", `${OK}transfer-encoding: chunked\r\n\r\n000\r\nTrailer: t\r\n\r\n`, ""],
    ["a status without a body", "HTTP/1.1 204 No Content\r\n\r\n", ""],
    [
      "the same after an interim answer",
      `HTTP/1.1 100\r\n\r\n${OK}content-length: 1\r\n\r\nx`,
      "x",
    ],
  ])("%s", (_what, text, body) => {
    const answer = pushed(text);
    expect(answer?.body.toString()).toBe(body);
    expect(answer?.keepsAlive).toBe(true);
  });

  it("the end of the connection, where nothing else is said", () => {
    const parser = new AnswerParser();
    expect(parser.push(Buffer.from(`${OK}\r\n{`))).toBeUndefined();
    expect(parser.push(Buffer.from("}"))).toBeUndefined();
    const answer = parser.end();
    expect(answer?.body.toString()).toBe("{}");
    expect(answer?.keepsAlive).toBe(false);
  });
});

describe("a connection is not used again", () => {
  it.each([
    ["when the answer says so", `${OK}Connection: x, Close\r\ncontent-length: 0\r\n\r\n`],
    ["with HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"],
    ["when more comes than was asked for", `${OK}content-length: 1\r\n\r\nxy`],
    ["when more comes than chunks", `${OK}transfer-encoding: chunked\r\n\r\n0\r\n\r\n${OK}`],
  ])("%s", (_what, text) => {
    expect(pushed(text)?.keepsAlive).toBe(false);
  });
});

it("joins a header that comes twice", () => {
  const answer = pushed(`${OK}A: 1\r\na:2\r\ncontent-length: 0\r\n\r\n`);
  expect(answer?.headers.get("a")).toBe("1, 2");
});

describe("what is not HTTP/1", () => {
  it.each([
    ["garbage", "SSH-2.0-OpenSSH"],
    ["another version", "HTTP/2.0 200 OK\r\n\r\n"],
    ["a status of two digits", "HTTP/1.1 20 OK\r\n\r\n"],
    ["a status line that goes on", "HTTP/1.1 200OK\r\n\r\n"],
    ["another protocol", "HTTP/1.1 101 Switching Protocols\r\n\r\n"],
    ["a header without a colon", `${OK}content-length 2\r\n\r\n{}`],
    ["a header without a name", `${OK}: 2\r\n\r\n{}`],
    ["a space before the colon", `${OK}content-length : 2\r\n\r\n{}`],
    ["a folded header", `${OK}a: b\r\n c\r\n\r\n`],
    ["a line feed alone", `${OK}a: b\nc: d\r\n\r\n`],
    ["a carriage return alone", `${OK}a: b\rc: d\r\n\r\n`],
    ["a zero byte", `${OK}a: b\0\r\n\r\n`],
    ["a length that is none", `${OK}content-length: 0x2\r\n\r\n`],
    ["a negative length", `${OK}content-length: -1\r\n\r\n`],
    ["a length without digits", `${OK}content-length:\r\n\r\n`],
    ["two lengths", `${OK}content-length: 2\r\ncontent-length: 3\r\n\r\n{}`],
    ["a length and chunks", `${OK}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n`],
    ["a coding that nobody asked for", `${OK}transfer-encoding: gzip, chunked\r\n\r\n`],
    ["headers without an end", `${OK}a: ${"b".repeat(16_384)}`],
    ["headers above the limit", `${OK}a: ${"b".repeat(16_384)}\r\n\r\n`],
    ["a chunk size that is none", `${OK}transfer-encoding: chunked\r\n\r\nxyz\r\n`],
    ["a chunk size without digits", `${OK}transfer-encoding: chunked\r\n\r\n\r\n`],
    ["a chunk longer than its size", `${OK}transfer-encoding: chunked\r\n\r\n1\r\nab\r\n`],
    ["a chunk line that ends otherwise", `${OK}transfer-encoding: chunked\r\n\r\n1\nab\r\n`],
    ["a chunk size beyond reason", `${OK}transfer-encoding: chunked\r\n\r\n${"1".repeat(9)}\r\n`],
    [
      "a chunk line without an end",
      `${OK}transfer-encoding: chunked\r\n\r\n1;${"a".repeat(4_096)}`,
    ],
  ])("%s", (_what, text) => {
    expect(() => pushed(text)).toThrow(expect.objectContaining({ code: "EPROTO" }));
  });
});

it("has no answer of a connection that ends before one", () => {
  const parser = new AnswerParser();
  expect(parser.push(Buffer.from("HTT"))).toBeUndefined();
  expect(parser.end()).toBeUndefined();
});
