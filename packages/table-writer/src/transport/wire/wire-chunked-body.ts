import { notHttp } from "./wire-answer-head.ts";

/** Longest line between the chunks: a size with its extensions, or a trailer. */
const MAX_LINE_BYTES = 4_096;
const SIZE_LINE = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?$/i;
const LF = 0x0a;

/**
 * A body in chunked transfer coding, taken in as it comes. Extensions and trailers are left out.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-7.1
 */
export class ChunkedBody {
  readonly #parts: Buffer[] = [];
  #expects: "size" | "data end" | "trailer" | "nothing" = "size";
  /** Bytes of the present chunk that are still to come. */
  #left = 0;
  #line = "";

  /**
   * Takes bytes in as far as they belong to the body, and copies what it keeps.
   *
   * @returns how many belong to it
   * @throws an error with the code `EPROTO`
   */
  push(bytes: Buffer): number {
    let at = 0;
    while (at < bytes.length && !this.isWhole) {
      at = this.#left > 0 ? this.#takeData(bytes, at) : this.#takeLine(bytes, at);
    }
    return at;
  }

  get isWhole(): boolean {
    return this.#expects === "nothing";
  }

  /** The bytes of all chunks. */
  get bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }

  #takeData(bytes: Buffer, at: number): number {
    const end = Math.min(bytes.length, at + this.#left);
    this.#parts.push(Buffer.from(bytes.subarray(at, end)));
    this.#left -= end - at;
    return end;
  }

  #takeLine(bytes: Buffer, at: number): number {
    const lineFeed = bytes.indexOf(LF, at);
    const end = lineFeed === -1 ? bytes.length : lineFeed + 1;
    this.#line += bytes.toString("latin1", at, end);
    if (this.#line.length > MAX_LINE_BYTES) throw notHttp("has a chunk without an end to its line");
    if (lineFeed !== -1) {
      const line = this.#line;
      this.#line = "";
      if (!line.endsWith("\r\n")) throw notHttp(`has the chunk line "${line}"`);
      this.#obey(line.slice(0, -2));
    }
    return end;
  }

  #obey(line: string): void {
    if (this.#expects === "size") {
      const [, size] = SIZE_LINE.exec(line) ?? [];
      if (size === undefined) throw notHttp(`has the chunk size "${line}"`);
      this.#left = Number.parseInt(size, 16);
      this.#expects = this.#left === 0 ? "trailer" : "data end";
    } else if (this.#expects === "data end") {
      if (line !== "") throw notHttp("has a chunk that is longer than its size");
      this.#expects = "size";
    } else if (line === "") {
      this.#expects = "nothing";
    }
  }
}
