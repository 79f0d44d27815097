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
  readonly #start: Omit<CursorPlace, "cursor">;
  #read: number;
  #reached: CursorPlace | undefined;
  #isUsed = false;

  /** @param watermark of the same run, from which on records are read */
  constructor(watermark: SettledWatermark) {
    this.#watermark = watermark;
    this.#read = watermark.next;
    this.#start = { next: watermark.next, counts: watermark.counts };
  }

  /**
   * Called when records were read, before the first of them has ended.
   *
   * @param records how many
   * @param cursor where those begin that follow them; undefined where nobody can begin there
   */
  add(records: number, cursor: SourceCursor | undefined): void {
    // Until there is a place to go on from, counts are wanted of where the run began.
    if (!this.#isUsed) this.#watermark.goOnTo(this.#read);
    this.#isUsed = true;
    this.#read += records;
    if (cursor === undefined) return;
    this.#ahead.push({ next: this.#read, cursor });
    if (this.#ahead.length === 1) this.#watermark.goOnTo(this.#read);
  }

  /**
   * Where the run began, for a source that has cursors: a later run begins there too until a place is
   * reached, since the records that have ended by then are read again. Undefined for other sources.
   */
  get start(): Omit<CursorPlace, "cursor"> | undefined {
    return this.#isUsed ? this.#start : undefined;
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
