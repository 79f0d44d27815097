import type { SettledCounts, SettledWatermark } from "@spillway/table-writer";
import type { SourceCursor } from "../source/source-cursor.ts";

/** A place of a source at which a later run can begin, and how the records before it ended. */
export interface CursorPlace {
  /** Index of the first record after it. */
  readonly next: number;
  readonly counts: SettledCounts;
  readonly cursor: SourceCursor;
}

interface Boundary {
  readonly next: number;
  readonly cursor: SourceCursor;
}

/**
 * Tells from which cursor a later run has to read on: the last one whose records have all ended. A
 * source that can begin only at some places, such as a scan at its pages, is so gone on with at a place
 * for which the counts are known to the record.
 *
 * It keeps one entry for each cursor of which records are open.
 */
export class CursorTrail {
  readonly #watermark: SettledWatermark;
  readonly #ahead: Boundary[] = [];
  #read: number;
  #reached: CursorPlace | undefined;

  /** @param watermark of the same run, from which on records are read */
  constructor(watermark: SettledWatermark) {
    this.#watermark = watermark;
    this.#read = watermark.next;
  }

  /**
   * Called when records were read, before the first of them has ended.
   *
   * @param records how many
   * @param cursor where those begin that follow them
   */
  add(records: number, cursor: SourceCursor): void {
    this.#read += records;
    this.#ahead.push({ next: this.#read, cursor });
    if (this.#ahead.length === 1) this.#watermark.goOnTo(this.#read);
  }

  /** The last place before which all records have ended; undefined until there is one. */
  reached(): CursorPlace | undefined {
    for (;;) {
      const [boundary, following] = this.#ahead;
      if (boundary === undefined || this.#watermark.next < boundary.next) return this.#reached;
      this.#reached = { ...boundary, counts: this.#watermark.counts };
      this.#ahead.shift();
      if (following !== undefined) this.#watermark.goOnTo(following.next);
    }
  }
}
