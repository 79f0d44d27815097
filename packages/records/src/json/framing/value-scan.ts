import {
  BACKSLASH,
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  LINE_FEED,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
} from "./json-bytes.ts";

/** JSON that is nested more deeply is no item: DynamoDB takes 32 levels. */
const MAX_DEPTH = 1_024;

/** What a scan came to: the value's end, the end of the bytes, or a place that no value has. */
export type ScanResult = "end" | "more" | "open string" | "bracket";

/**
 * Finds the end of one JSON value that begins with a bracket or a quote, over as many chunks as it has.
 * It looks at brackets and strings only. What else may be wrong with a value is found when it is parsed;
 * here is found what would hide its end: a string that its line does not close (JSON has no line feed in
 * a string), and a bracket that can't stand where it does.
 */
export class ValueScan {
  /** Where the scan is in the window: past the value's end, or at what is wrong. */
  at = 0;
  /** Line feeds that were passed. */
  lineFeeds = 0;
  /** Where the last of them is; -1 for none. */
  lastLineFeed = -1;
  #depth = 0;
  readonly #kinds = new Uint8Array(MAX_DEPTH);
  /** The last byte that says what may follow: a bracket, a comma, a colon, or a string's end. */
  #last = 0;
  #inString = false;
  #isEscaped = false;

  /** Begins a value at a bracket or a quote. */
  begin(bytes: Buffer, at: number): void {
    this.lineFeeds = 0;
    this.lastLineFeed = -1;
    this.#depth = 0;
    this.#isEscaped = false;
    this.#inString = bytes[at] === QUOTE;
    // So that the first bracket may stand where it does.
    this.#last = COLON;
    this.at = this.#inString ? at + 1 : at;
  }

  /** The window has moved: its bytes have other places now. */
  moved(bytes: number): void {
    this.at -= bytes;
    if (this.lastLineFeed >= 0) this.lastLineFeed = Math.max(0, this.lastLineFeed - bytes);
  }

  /** Goes on, up to `end`. */
  run(bytes: Buffer, end: number): ScanResult {
    let { at } = this;
    let depth = this.#depth;
    let last = this.#last;
    const kinds = this.#kinds;
    let result: ScanResult | undefined;
    while (result === undefined) {
      if (this.#inString) {
        this.at = at;
        const isClosed = this.#toStringEnd(bytes, end);
        at = this.at;
        if (isClosed !== true) result = isClosed;
        else {
          last = QUOTE;
          if (depth === 0) result = "end";
        }
        continue;
      }
      let byte = 0;
      while (at < end) {
        byte = bytes[at] ?? 0;
        if (IS_SIGN[byte] === 1) break;
        at += 1;
      }
      if (at >= end) {
        result = "more";
        continue;
      }
      switch (byte) {
        case QUOTE:
          this.#inString = true;
          break;
        case LINE_FEED:
          this.lineFeeds += 1;
          this.lastLineFeed = at;
          break;
        case OPEN_OBJECT:
        case OPEN_ARRAY: {
          const isPlaced =
            last === COLON ||
            (kinds[depth - 1] === OPEN_ARRAY && (last === COMMA || last === OPEN_ARRAY));
          if (!isPlaced || depth === MAX_DEPTH) {
            result = "bracket";
            continue;
          }
          kinds[depth] = byte;
          depth += 1;
          last = byte;
          break;
        }
        case CLOSE_OBJECT:
        case CLOSE_ARRAY:
          // In ASCII a bracket's closing one is two places after it.
          if (kinds[depth - 1] !== byte - 2) {
            result = "bracket";
            continue;
          }
          depth -= 1;
          last = byte;
          if (depth === 0) result = "end";
          break;
        default:
          last = byte;
      }
      at += 1;
    }
    this.at = at;
    this.#depth = depth;
    this.#last = last;
    return result;
  }

  /** Goes on in a string: true when it is past the closing quote. */
  #toStringEnd(bytes: Buffer, end: number): true | ScanResult {
    let { at } = this;
    let isEscaped = this.#isEscaped;
    for (; at < end; at += 1) {
      const byte = bytes[at];
      if (byte === LINE_FEED) {
        this.at = at;
        return "open string";
      }
      if (isEscaped) isEscaped = false;
      else if (byte === BACKSLASH) isEscaped = true;
      else if (byte === QUOTE) {
        this.#inString = false;
        this.#isEscaped = false;
        this.at = at + 1;
        return true;
      }
    }
    this.at = at;
    this.#isEscaped = isEscaped;
    return "more";
  }
}

/** The bytes outside of strings that are looked at, by a table: most bytes are not. */
const IS_SIGN = new Uint8Array(256);
for (const byte of [QUOTE, LINE_FEED, OPEN_OBJECT, OPEN_ARRAY, CLOSE_OBJECT, CLOSE_ARRAY]) {
  IS_SIGN[byte] = 1;
}
for (const byte of [COMMA, COLON]) IS_SIGN[byte] = 1;
