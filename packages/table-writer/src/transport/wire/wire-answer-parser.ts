import { type AnswerHead, answerHeadFrom, notHttp, type WireAnswer } from "./wire-answer-head.ts";
import { ChunkedBody } from "./wire-chunked-body.ts";

/** As Node's own client has it. */
const MAX_HEAD_BYTES = 16_384;
const HEAD_END = "\r\n\r\n";
const VERSION = "HTTP/1.";
const NONE = Buffer.alloc(0);

/**
 * Makes one answer of the bytes of a connection, however they are split. It knows neither sockets nor
 * time, and keeps none of the bytes that it is given: their buffer may be used again.
 *
 * @example
 * const parser = new AnswerParser();
 * parser.push(Buffer.from("HTTP/1.1 200 OK\r\ncontent-le")); // → undefined: there is more to come
 * parser.push(Buffer.from("ngth: 2\r\n\r\n{}")); // → { status: 200, body: {}, … }
 */
export class AnswerParser {
  /** The head as far as it came. */
  #begun = NONE;
  #head: AnswerHead | undefined;
  #chunks: ChunkedBody | undefined;
  #parts: Buffer[] = [];
  #bytes = 0;

  /**
   * Takes the next bytes in.
   *
   * @returns the answer, once it is whole. Bytes behind it were not asked for: then the answer says that
   * the connection is not to be used again
   * @throws an error with the code `EPROTO` when this is not HTTP/1
   */
  push(bytes: Buffer): WireAnswer | undefined {
    let body = bytes;
    while (this.#head === undefined) {
      const rest = this.#takeHead(body);
      if (rest === undefined) return undefined;
      body = rest;
    }
    const { length } = this.#head;
    if (length === "chunked") return this.#takeChunks(this.#head, body);
    const end = length === "close" ? body.length : Math.min(length - this.#bytes, body.length);
    this.#parts.push(Buffer.from(body.subarray(0, end)));
    this.#bytes += end;
    return this.#bytes === length ? this.#answer(this.#head, body.length > end) : undefined;
  }

  /** The connection ends: the answer, if that is what ends its body. */
  end(): WireAnswer | undefined {
    return this.#head?.length === "close" ? this.#answer(this.#head, false) : undefined;
  }

  /** Gives what follows the head; undefined as long as the head is not whole. */
  #takeHead(bytes: Buffer): Buffer | undefined {
    const all = this.#begun.length === 0 ? bytes : Buffer.concat([this.#begun, bytes]);
    const end = all.indexOf(HEAD_END);
    if ((end === -1 ? all.length - HEAD_END.length : end) > MAX_HEAD_BYTES) {
      throw notHttp(`has headers of more than ${MAX_HEAD_BYTES} bytes`);
    }
    if (end === -1) {
      const start = all.toString("latin1", 0, VERSION.length);
      if (!VERSION.startsWith(start)) throw notHttp(`begins "${start}"`);
      this.#begun = Buffer.from(all);
      return undefined;
    }
    this.#begun = NONE;
    const head = answerHeadFrom(all.toString("latin1", 0, end));
    // No request asks for another protocol; the other heads below 200 announce the one that counts.
    if (head.status === 101) throw notHttp("changes to another protocol");
    if (head.status >= 200) this.#head = head;
    return all.subarray(end + HEAD_END.length);
  }

  #takeChunks(head: AnswerHead, bytes: Buffer): WireAnswer | undefined {
    this.#chunks ??= new ChunkedBody();
    const used = this.#chunks.push(bytes);
    if (!this.#chunks.isWhole) return undefined;
    this.#parts = [this.#chunks.bytes];
    return this.#answer(head, bytes.length > used);
  }

  #answer({ status, headers, keepsAlive }: AnswerHead, hasMore: boolean): WireAnswer {
    const [first = NONE, ...others] = this.#parts;
    const body = others.length === 0 ? first : Buffer.concat(this.#parts);
    return { status, headers, body, keepsAlive: keepsAlive && !hasMore };
  }
}
