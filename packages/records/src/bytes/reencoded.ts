/**
 * Gives an input as UTF-8 that is in another encoding. Bytes that are no text in it become a byte that
 * is none in UTF-8 either: so the line that they stand in is found, and its neighbours are not touched.
 * A position's byte is then one of the UTF-8, as that of a compressed file is one of its text.
 *
 * Memory stays at one chunk, and four megabytes where those have no place to cut them.
 *
 * @param encoding a name that `textEncoding` gave
 * @example
 * csvRecords(reencoded(createReadStream("kunden.csv"), "windows-1252"));
 */
export async function* reencoded(
  input: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (encoding === "utf-8") {
    yield* input;
    return;
  }
  const text = reencoder(encoding);
  for await (const chunk of input) {
    const bytes = text.next(chunk);
    if (bytes.length > 0) yield bytes;
  }
  const rest = text.end();
  if (rest.length > 0) yield rest;
}

/** The beginning of an input as UTF-8. A character that it cuts off ends it as no text. */
export function reencodedHead(head: Uint8Array, encoding: string): Buffer {
  if (encoding === "utf-8") return Buffer.from(head);
  const text = reencoder(encoding);
  return Buffer.concat([text.next(head), text.end()]);
}

/** Takes bytes in one encoding and gives them in UTF-8, as soon as they can't change any more. */
interface Reencoder {
  next(chunk: Uint8Array): Buffer;
  end(): Buffer;
}

function reencoder(encoding: string): Reencoder {
  return encoding.startsWith("utf-16")
    ? new Utf16Reencoder(encoding === "utf-16be")
    : new LegacyReencoder(encoding);
}

/** No text in UTF-8 has this byte. */
const NO_TEXT = Buffer.of(0xff);
const REPLACEMENT = "\uFFFD";
const LONE_SURROGATE = /\p{Surrogate}/u;

class Utf16Reencoder implements Reencoder {
  readonly #isBigEndian: boolean;
  #rest: Buffer = Buffer.alloc(0);

  constructor(isBigEndian: boolean) {
    this.#isBigEndian = isBigEndian;
  }

  next(chunk: Uint8Array): Buffer {
    const bytes = Buffer.concat([this.#rest, chunk]);
    let end = bytes.length & ~1;
    // Half of a pair waits for the other half.
    if (end > 0 && isHighSurrogate(bytes[end - (this.#isBigEndian ? 2 : 1)])) end -= 2;
    this.#rest = bytes.subarray(end);
    const units = bytes.subarray(0, end);
    const text = (this.#isBigEndian ? Buffer.from(units).swap16() : units).toString("utf16le");
    return text.isWellFormed() ? Buffer.from(text) : marked(text.split(LONE_SURROGATE));
  }

  end(): Buffer {
    return this.#rest.length > 0 ? NO_TEXT : Buffer.alloc(0);
  }
}

function isHighSurrogate(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0xd8 && byte <= 0xdb;
}

/** In none of the encodings a byte below this one is a part of a character of several bytes. */
const FIRST_OF_PARTS = 0x30;
/** What has no byte below it is cut anyhow: no item is so long. */
const LONGEST_BYTES = 4 * 1_048_576;

/**
 * Reads encodings in which ASCII is ASCII. Chunks are cut behind an ASCII character, so that each is
 * decoded by itself: Node's decoder can't go on behind a damaged character that two chunks share.
 */
class LegacyReencoder implements Reencoder {
  readonly #decoder: InstanceType<typeof TextDecoder>;
  readonly #strictDecoder: InstanceType<typeof TextDecoder>;
  #rest: Uint8Array = Buffer.alloc(0);

  constructor(encoding: string) {
    this.#decoder = new TextDecoder(encoding);
    this.#strictDecoder = new TextDecoder(encoding, { fatal: true });
  }

  next(chunk: Uint8Array): Buffer {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    const found = bytes.findLastIndex((byte) => byte < FIRST_OF_PARTS) + 1;
    const end = found === 0 && bytes.length > LONGEST_BYTES ? bytes.length : found;
    // A copy: the chunk itself can go.
    this.#rest = Buffer.from(bytes.subarray(end));
    return this.#decoded(bytes.subarray(0, end));
  }

  end(): Buffer {
    return this.#decoded(this.#rest);
  }

  #decoded(bytes: Uint8Array): Buffer {
    const text = this.#decoder.decode(bytes);
    if (!text.includes(REPLACEMENT) || this.#isText(bytes)) return Buffer.from(text);
    return marked(text.split(REPLACEMENT));
  }

  /** GB 18030 has a replacement character of its own. */
  #isText(bytes: Uint8Array): boolean {
    try {
      this.#strictDecoder.decode(bytes);
      return true;
    } catch (error) {
      if (error instanceof TypeError) return false;
      throw error;
    }
  }
}

/** Text in which something between the parts was none. */
function marked(parts: readonly string[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part, at) => (at === 0 ? [Buffer.from(part)] : [NO_TEXT, Buffer.from(part)])),
  );
}
