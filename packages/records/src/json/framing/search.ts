import type { ByteWindow } from "./byte-window.ts";
import type { Containers } from "./containers.ts";
import { CLOSE_OBJECT, COMMA, LINE_FEED, OPEN_ARRAY, SPACE, TAB } from "./json-bytes.ts";
import { LANDMARK_BYTES, type Landmarks, type SearchedRecord } from "./landmarks.ts";
import type { OpenFrame } from "./open-frame.ts";

/** Bytes of a beginning that tell whether it is one of a whole text: blanks and a name. */
const BEGINNING_BYTES = 512;

/** Looks for the beginning of the next record after a damaged one, over as many chunks as it takes. */
export class Search {
  readonly #window: ByteWindow;
  readonly #landmarks: Landmarks;
  readonly #containers: Containers;
  #lineFrom = 0;
  #nameFrom = 0;

  constructor(window: ByteWindow, landmarks: Landmarks, containers: Containers) {
    this.#window = window;
    this.#landmarks = landmarks;
    this.#containers = containers;
  }

  /** From where on the bytes of the window are still needed. */
  get keepFrom(): number {
    return Math.min(this.#lineFrom, this.#nameFrom);
  }

  moved(bytes: number): void {
    this.#lineFrom -= bytes;
    this.#nameFrom -= bytes;
  }

  /**
   * Begins at a damaged record.
   *
   * @param damageAt where it is wrong; undefined where nobody knows, since the text has ended
   * @param isOpenString whether it is a string that is not closed
   */
  begin(frame: OpenFrame, damageAt: number | undefined, isOpenString: boolean): void {
    const { bytes, end } = this.#window;
    const from =
      damageAt === undefined ? undefined : beforeBlanks(bytes, damageAt, frame.begin + 1);
    if (frame.begin === -1) {
      this.#lineFrom = from ?? end;
      this.#nameFrom = this.#lineFrom;
      return;
    }
    this.#nameFrom = frame.begin + 1;
    // Up to where a string is not closed nothing was wrong; a bracket may be missing long before.
    const isKnown = isOpenString || !this.#landmarks.hasLearned;
    this.#lineFrom =
      (isKnown ? from : undefined) ?? (this.#mayUseLines(frame, end) ? frame.begin + 1 : end);
  }

  /** Where the next record begins; undefined where that is not in the window, or can't be told yet. */
  next(record: SearchedRecord, isEnd: boolean): number | undefined {
    const { bytes, end } = this.#window;
    const from = this.keepFrom;
    const text = bytes.toString("latin1", from, end);
    const byLine = this.#landmarks.lineAfter(text.slice(this.#lineFrom - from), record);
    const byName = this.#landmarks.nameAfter(text.slice(this.#nameFrom - from));
    const places = [
      byLine === -1 ? [] : [this.#lineFrom + byLine],
      byName === -1 ? [] : [this.#nameFrom + byName],
    ].flat();
    if (places.length > 0) {
      const place = Math.min(...places);
      return isEnd || this.canTell(place) ? place : undefined;
    }
    this.#lineFrom = Math.max(this.#lineFrom, end - LANDMARK_BYTES);
    this.#nameFrom = Math.max(this.#nameFrom, end - LANDMARK_BYTES);
    return undefined;
  }

  /** Where the next record begins within the first bytes of one that is too long. */
  within(frame: OpenFrame, maxBytes: number): number | undefined {
    const { bytes } = this.#window;
    const end = frame.begin + maxBytes;
    const text = bytes.toString("latin1", frame.begin + 1, end);
    const mayUseLines = this.#mayUseLines(frame, end);
    const byLine = mayUseLines ? this.#landmarks.lineAfter(text, frame) : -1;
    const found = [byLine, this.#landmarks.nameAfter(text)].filter((at) => at !== -1);
    return found.length > 0 ? frame.begin + 1 + Math.min(...found) : undefined;
  }

  /** Whether enough of what begins here is in the window to tell what it is. */
  canTell(at: number): boolean {
    return this.#window.end - at >= BEGINNING_BYTES;
  }

  /** Whether what begins here is no record, but another text with records in it, as the one before. */
  isDocument(at: number): boolean {
    const name = this.#containers.firstName;
    if (name === undefined) return false;
    const text = this.#window.bytes.toString(
      "utf8",
      at,
      Math.min(at + BEGINNING_BYTES, this.#window.end),
    );
    const [, begun] = /^\{\s*("(?:[^"\\]|\\.)*")\s*:/s.exec(text) ?? [];
    return begun === JSON.stringify(name);
  }

  #mayUseLines(frame: OpenFrame, end: number): boolean {
    if (this.#landmarks.hasLearned) return true;
    return this.#landmarks.isIndented(
      this.#window.bytes.toString("latin1", frame.begin, end),
      frame,
    );
  }
}

/** A bracket that should not be there may be the next record's: what stands before it tells. */
function beforeBlanks(bytes: Buffer, at: number, least: number): number {
  let begin = at;
  while (begin > least && BEFORE_BRACKET.has(bytes[begin - 1] ?? 0)) begin -= 1;
  return begin > least && bytes[begin - 1] === LINE_FEED ? begin - 1 : begin;
}

const BEFORE_BRACKET = new Set([SPACE, TAB, COMMA, OPEN_ARRAY, CLOSE_OBJECT]);
