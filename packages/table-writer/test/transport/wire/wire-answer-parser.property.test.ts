import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WireAnswer } from "../../../src/transport/wire/wire-answer-head.ts";
import { AnswerParser } from "../../../src/transport/wire/wire-answer-parser.ts";

/** What comes of bytes that arrive in pieces and then end. */
function parsed(pieces: readonly Buffer[]): Omit<WireAnswer, "keepsAlive"> | string | undefined {
  const parser = new AnswerParser();
  try {
    for (const piece of pieces) {
      // As a socket does it, in memory that is used again.
      const reused = Buffer.from(piece);
      const answer = parser.push(reused);
      reused.fill("X");
      if (answer !== undefined) return withoutConnection(answer);
    }
    const answer = parser.end();
    return answer && withoutConnection(answer);
  } catch (error) {
    expect(error).toMatchObject({ code: "EPROTO" });
    return "an error";
  }
}

/** Whether bytes follow is known only when they come. */
function withoutConnection({ status, headers, body }: WireAnswer) {
  return { status, headers, body: Buffer.from(body) };
}

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const sorted = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length];
  sorted.sort((one, other) => one - other);
  return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end));
}

const body = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
const header = fc.tuple(
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,20}$/).map((name) => `X-${name}`),
  fc.stringMatching(/^[!-~]?[ -~]{0,40}$/),
);
const status = fc.integer({ min: 200, max: 599 }).filter((code) => ![204, 304].includes(code));
const interim = fc.constantFrom(
  "",
  "HTTP/1.1 100 Continue\r\n\r\n",
  "HTTP/1.1 103 Hints\r\nX: y\r\n\r\n",
);

interface Framed {
  readonly headers: string;
  readonly bytes: Buffer;
}

function framed(content: Buffer, kind: "length" | "chunked" | "close", chunks: Buffer[]): Framed {
  if (kind === "length")
    return { headers: `Content-Length: ${content.length}\r\n`, bytes: content };
  if (kind === "close") return { headers: "", bytes: content };
  const coded = chunks
    .filter((chunk) => chunk.length > 0)
    .flatMap((chunk) => [`${chunk.length.toString(16)};a=b\r\n`, chunk, "\r\n"])
    .map((part) => Buffer.from(part));
  return {
    headers: "Transfer-Encoding: chunked\r\n",
    bytes: Buffer.concat([...coded, Buffer.from("0\r\nTrailer: t\r\n\r\n")]),
  };
}

const answer = fc
  .record({
    status,
    body,
    interim,
    headers: fc.uniqueArray(header, { selector: ([name]) => name.toLowerCase(), maxLength: 8 }),
    framing: fc.constantFrom("length", "chunked", "close"),
    chunkPlaces: fc.array(fc.nat(1_000), { maxLength: 4 }),
  })
  .map((made) => {
    const frame = framed(made.body, made.framing, cut(made.body, made.chunkPlaces));
    const lines = made.headers.map(([name, value]) => `${name}:  ${value} \r\n`).join("");
    const head = `${made.interim}HTTP/1.1 ${made.status} Reason\r\n${lines}${frame.headers}\r\n`;
    return { ...made, bytes: Buffer.concat([Buffer.from(head, "latin1"), frame.bytes]) };
  });
const places = fc.array(fc.nat(2_000), { maxLength: 20 });

describe("an answer in any pieces", () => {
  it("is what was sent", () => {
    fc.assert(
      fc.property(answer, places, (sent, where) => {
        const came = parsed(cut(sent.bytes, where));
        expect(came).toMatchObject({ status: sent.status, body: sent.body });
        const headers = typeof came === "object" ? came.headers : new Map();
        for (const [name, value] of sent.headers) {
          expect(headers.get(name.toLowerCase())).toBe(value.trim());
        }
      }),
    );
  });

  it("comes to the same byte by byte, whatever is wrong with it", () => {
    const damaged = fc
      .tuple(
        answer,
        fc.nat(2_000),
        fc.constantFrom("", "\r", "\n", "\0", " ", ":", "é", "\r\n\r\n"),
      )
      .map(([{ bytes }, place, text]) => {
        const at = place % bytes.length;
        const damage = Buffer.from(text, "latin1");
        return Buffer.concat([bytes.subarray(0, at), damage, bytes.subarray(at + 1)]);
      });
    fc.assert(
      fc.property(damaged, places, (bytes, where) => {
        const whole = parsed([bytes]);
        expect(parsed(cut(bytes, where))).toEqual(whole);
        expect(parsed(Array.from(bytes, (byte) => Buffer.of(byte)))).toEqual(whole);
      }),
    );
  });

  it("is no answer when it is cut off, unless the connection's end is its end", () => {
    fc.assert(
      fc.property(answer, fc.nat(2_000), ({ bytes, framing }, place) => {
        fc.pre(framing !== "close");
        expect(parsed([bytes.subarray(0, place % bytes.length)])).toBeUndefined();
      }),
    );
  });
});
