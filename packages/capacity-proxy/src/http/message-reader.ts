import { readChunks } from "./chunks.ts";
import type { Framing } from "./framing.ts";
import { MessageHead } from "./message-head.ts";

/** An HTTP message with its whole body. */
export interface Message {
  readonly head: MessageHead;
  /** The body, put together where it came in chunks. */
  readonly body: Buffer;
  /** All of it, byte for byte as it came. */
  readonly bytes: Buffer;
}

const HEAD_END = Buffer.from("\r\n\r\n");
const MAX_HEAD_BYTES = 64 * 1024;
/** What a first line begins with: a method or a version. */
const BEGINNING = /^[!#$%&'*+\-.^_`|~\w\r]?$/;
const BARE_LINE_FEED = /[^\r]\n/;
const [CR, LF] = [0x0d, 0x0a];

/** Reads one message after the other from the bytes of a connection. */
export class MessageReader {
  readonly #framingOf: (head: MessageHead) => Framing | undefined;
  readonly #maxBodyBytes: number;
  #chunks: Buffer[] = [];
  #length = 0;
  /** Bytes that have to be there before it is worth while to look again. */
  #needed = 1;
  #open:
    | { readonly head: MessageHead; readonly framing: Framing; readonly bodyAt: number }
    | undefined;

  /**
   * @param framingOf how long a message's body is; undefined when that can't be told
   * @param maxBodyBytes a longer body makes a message that can't be read
   */
  constructor(
    framingOf: (head: MessageHead) => Framing | undefined,
    maxBodyBytes = Number.POSITIVE_INFINITY,
  ) {
    this.#framingOf = framingOf;
    this.#maxBodyBytes = maxBodyBytes;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  /** How many bytes there are of what is not given out. */
  get length(): number {
    return this.#length;
  }

  /** The head of the message that is being read, as soon as it is whole. */
  get head(): MessageHead | undefined {
    return this.#open?.head;
  }

  /** Bytes of the message that is being read that did not come yet, where that can be told. */
  get missing(): number {
    if (typeof this.#open?.framing !== "number") return 0;
    return Math.max(0, this.#open.bodyAt + this.#open.framing - this.#length);
  }

  /** Everything that came and was not given out. */
  rest(): Buffer {
    const [only = Buffer.alloc(0)] = this.#chunks;
    if (this.#chunks.length <= 1) return only;
    const joined = Buffer.concat(this.#chunks, this.#length);
    this.#chunks = [joined];
    return joined;
  }

  /**
   * The next message.
   *
   * @param isEnded whether no more bytes will come
   */
  next(isEnded = false): Message | "incomplete" | "malformed" {
    if (this.#length < this.#needed && !isEnded) return "incomplete";
    const bytes = this.#withoutEmptyLines();
    const open = this.#open ?? this.#opened(bytes);
    if (typeof open === "string") return open;
    this.#open = open;
    const { head, framing, bodyAt } = open;
    if (framing === "chunked") {
      const read = readChunks(bytes, bodyAt);
      if (typeof read !== "string") return this.#taken(head, bytes, read.body, read.end);
      return bytes.length - bodyAt > this.#maxBodyBytes ? "malformed" : read;
    }
    const end = framing === "until-the-end" ? bytes.length : bodyAt + framing;
    if (end - bodyAt > this.#maxBodyBytes) return "malformed";
    if (bytes.length < end || (framing === "until-the-end" && !isEnded)) {
      this.#needed = framing === "until-the-end" ? bytes.length + 1 : end;
      return "incomplete";
    }
    return this.#taken(head, bytes, bytes.subarray(bodyAt, end), end);
  }

  /** Empty lines before a message are no part of it. */
  #withoutEmptyLines(): Buffer {
    let bytes = this.rest();
    while (this.#open === undefined && bytes[0] === CR && bytes[1] === LF) {
      bytes = bytes.subarray(2);
      this.#chunks = [bytes];
      this.#length = bytes.length;
    }
    return bytes;
  }

  #opened(bytes: Buffer) {
    const end = bytes.indexOf(HEAD_END);
    if (end < 0) {
      this.#needed = bytes.length + 1;
      const isHopeless =
        bytes.length > MAX_HEAD_BYTES ||
        !BEGINNING.test(bytes.toString("latin1", 0, 1)) ||
        BARE_LINE_FEED.test(bytes.toString("latin1"));
      return isHopeless ? "malformed" : "incomplete";
    }
    const head = MessageHead.parse(bytes.toString("latin1", 0, end));
    const framing = head && this.#framingOf(head);
    if (head === undefined || framing === undefined) return "malformed";
    return { head, framing, bodyAt: end + HEAD_END.length };
  }

  #taken(head: MessageHead, bytes: Buffer, body: Buffer, end: number): Message {
    const rest = bytes.subarray(end);
    this.#chunks = rest.length === 0 ? [] : [rest];
    this.#length = rest.length;
    this.#needed = 1;
    this.#open = undefined;
    return { head, body, bytes: rest.length === 0 ? bytes : bytes.subarray(0, end) };
  }
}
