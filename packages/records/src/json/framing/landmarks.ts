/** Records by which it is learned how records begin. */
const LOOKED_AT = 100;
/** A line with more blanks tells nothing. */
const MAX_LEAD = 1_000;
const NOWHERE = /(?!)/;
/** Bytes that both of the signs fit in: where a text is looked at in parts, they overlap by so many. */
export const LANDMARK_BYTES = 4_096;
const FIRST_NAME = /^\{\s{0,99}("(?:[^"\\]|\\.){0,200}")\s{0,9}:/s;

/** How a record begins, learned from those that were read. */
export interface SearchedRecord {
  /** Blanks before what stands first on the line on which the record begins. */
  readonly lead: number;
}

/**
 * Finds where the next record begins after one whose end can't be found. Two things tell it:
 *
 * - a line that begins like the line of the damaged record: with as many blanks, then the bracket,
 *   perhaps after a bracket that closes the one before, and a comma. Within a record that is printed
 *   over many lines every line has more blanks;
 * - a bracket after a comma or a closing one, followed by the name with which all records began so far.
 *
 * Neither is used where a record that could be read has the same inside of it: what is in a record must
 * never be taken for one.
 */
export class Landmarks {
  #left = LOOKED_AT;
  #linesTell = true;
  #name: string | undefined;
  #nameTells = true;

  /** Whether records were read from which something could be learned. */
  get hasLearned(): boolean {
    return this.#left < LOOKED_AT;
  }

  /** Whether there is still something to be learned. */
  get isLearning(): boolean {
    return this.#left > 0;
  }

  /** Learns from the text of a record that could be read. */
  learn(text: string, { lead }: SearchedRecord): void {
    this.#left -= 1;
    if (this.#linesTell && lineLike(lead).test(text)) this.#linesTell = false;
    if (!this.#nameTells) return;
    const name = FIRST_NAME.exec(text)?.[1];
    this.#name ??= name;
    this.#nameTells = name !== undefined && name === this.#name && !bracketWith(name).test(text);
  }

  /** Where the next line begins that is like the line of a record, by its bracket; -1 for none. */
  lineAfter(text: string, { lead }: SearchedRecord): number {
    return this.#linesTell ? bracketOf(lineLike(lead), text) : -1;
  }

  /** Where the next record begins by the name in its beginning; -1 for none. */
  nameAfter(text: string): number {
    const isKnown = this.#nameTells && this.hasLearned && this.#name !== undefined;
    return isKnown ? bracketOf(bracketWith(this.#name ?? ""), text) : -1;
  }

  /** Whether the text of a record that is not complete is printed with blanks, or is one line of its own. */
  isIndented(text: string, { lead }: SearchedRecord): boolean {
    const second = /\n([ \t]*)([^ \t]?)/.exec(text);
    if (second === null) return true;
    const [, blanks = "", sign] = second;
    return blanks.length > lead || (blanks.length === lead && sign === "{");
  }
}

function bracketOf(pattern: RegExp, text: string): number {
  const match = pattern.exec(text);
  return match === null ? -1 : match.index + match[0].length;
}

/** The lead of a record seldom changes, so the last expression serves nearly always. */
let lastLead = -1;
let lastLine = NOWHERE;

function lineLike(lead: number): RegExp {
  if (lead !== lastLead) {
    const blanks = `[ \\t]{${lead}}`;
    const line = `\\n${blanks}(?:\\}[ \\t]{0,9})?(?:[,[][ \\t]{0,99})?(?=\\{)`;
    lastLine = lead > MAX_LEAD ? NOWHERE : new RegExp(line);
    lastLead = lead;
  }
  return lastLine;
}

function bracketWith(name: string): RegExp {
  const escaped = name.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  return new RegExp(`[,}]\\s{0,99}(?=\\{\\s{0,99}${escaped}\\s{0,9}:)`);
}
