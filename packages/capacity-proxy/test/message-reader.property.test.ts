import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainRequestFraming } from "../src/http/incoming-request.ts";
import { MessageReader } from "../src/http/message-reader.ts";

interface Sent {
  readonly name: string;
  readonly body: string;
  readonly chunkBytes: number;
}

const requests = fc.array(
  fc.record({
    name: fc.stringMatching(/^[a-z]{1,8}$/),
    body: fc.string({ unit: "binary", maxLength: 60 }),
    // 0: with a length; else in chunks of so many bytes.
    chunkBytes: fc.nat(20),
  }),
  { minLength: 1, maxLength: 6 },
);

function bytesOf({ name, body, chunkBytes }: Sent): Buffer {
  const content = Buffer.from(body);
  const head = (framing: string) =>
    Buffer.from(`POST /${name} HTTP/1.1\r\nX-Name: ${name}\r\n${framing}\r\n\r\n`);
  if (chunkBytes === 0) return Buffer.concat([head(`content-length: ${content.length}`), content]);
  const chunks: Buffer[] = [head("Transfer-Encoding: chunked")];
  for (let at = 0; at < content.length; at += chunkBytes) {
    const part = content.subarray(at, at + chunkBytes);
    chunks.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from("\r\n"));
  }
  return Buffer.concat([...chunks, Buffer.from("0\r\n\r\n")]);
}

function readAll(pieces: readonly Buffer[]) {
  const reader = new MessageReader(plainRequestFraming);
  const read = [];
  for (const piece of pieces) {
    reader.push(piece);
    for (let next = reader.next(); typeof next !== "string"; next = reader.next()) {
      read.push({ name: next.head.value("x-name"), body: next.body.toString(), bytes: next.bytes });
    }
  }
  return { read, left: reader.length };
}

describe("MessageReader", () => {
  it("reads the same messages however their bytes are cut into pieces", () => {
    fc.assert(
      fc.property(requests, fc.infiniteStream(fc.integer({ min: 1, max: 200 })), (sent, sizes) => {
        const bytes = Buffer.concat(sent.map(bytesOf));
        const pieces: Buffer[] = [];
        for (let at = 0; at < bytes.length; ) {
          const size = Number(sizes.next().value);
          pieces.push(bytes.subarray(at, at + size));
          at += size;
        }
        const { read, left } = readAll(pieces);
        expect(left).toBe(0);
        expect(read.map(({ name, body }) => [name, body])).toEqual(
          sent.map(({ name, body }) => [name, Buffer.from(body).toString()]),
        );
        expect(Buffer.concat(read.map((one) => one.bytes))).toEqual(bytes);
      }),
    );
  });

  it.each([
    ["another version", "POST / HTTP/2.0\r\n\r\n"],
    ["no version", "POST /\r\n\r\n"],
    ["bytes that are no text", "\u0016\u0003\u0001"],
    ["a folded header", "POST / HTTP/1.1\r\na: b\r\n c\r\n\r\n"],
    ["a space before a colon", "POST / HTTP/1.1\r\na : b\r\n\r\n"],
    ["a bare line feed", "POST / HTTP/1.1\nhost: a\n\n"],
    ["a null in a header", "POST / HTTP/1.1\r\na: \0\r\n\r\n"],
    ["two lengths", "POST / HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n"],
    [
      "a length and chunks",
      "POST / HTTP/1.1\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n",
    ],
    ["a length below 0", "POST / HTTP/1.1\r\ncontent-length: -1\r\n\r\n"],
    ["another coding", "POST / HTTP/1.1\r\ntransfer-encoding: gzip, chunked\r\n\r\n"],
    ["a chunk's size that is none", "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"],
    [
      "a chunk longer than it says",
      "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n1\r\nab\r\n",
    ],
    ["a head without end", `POST / HTTP/1.1\r\na: ${"b".repeat(70_000)}`],
  ])("leaves %s to others", (_, text) => {
    const reader = new MessageReader(plainRequestFraming);
    reader.push(Buffer.from(text, "latin1"));
    expect(reader.next()).toBe("malformed");
    expect(reader.rest().toString("latin1")).toBe(text);
  });
});
