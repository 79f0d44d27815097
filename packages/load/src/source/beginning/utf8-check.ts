import { isUtf8 } from "node:buffer";
import { loadError } from "../../errors.ts";

const LINE_FEED = 0x0a;
/** What a person is shown of a line. */
const SHOWN_CHARACTERS = 40;
/** Beside those of Western Europe, where accented letters stand alone among ASCII. */
const OF_RUNS = ["gb18030", "shift_jis", "big5", "euc-kr", "windows-1251"];
const OF_SINGLES = ["windows-1252"];

/** A line that is not UTF-8. */
interface ForeignLine {
  readonly number: number;
  readonly bytes: Buffer;
}

/**
 * Holds the beginning of a source to being UTF-8: where most of its lines that have other characters
 * than ASCII are not, the source is in another encoding, and a load would reject them one by one. A few
 * such lines are damaged, and cost themselves alone.
 *
 * @throws SpillwayError `SOURCE_NOT_UTF8` with the bytes of the first line that is not, what it would be
 * in likely encodings, and the option to say which
 */
export function assertUtf8(name: string, head: Buffer): void {
  const feed = head.lastIndexOf(LINE_FEED);
  // The last line may be cut off within a character.
  const lines = feed === -1 ? head : head.subarray(0, feed);
  if (isUtf8(lines)) return;
  const { foreign, wide } = foreignLines(lines);
  const [first] = foreign;
  if (first === undefined || foreign.length * 2 <= wide) return;
  const readings = readingsOf(first, Buffer.concat(foreign.map(({ bytes }) => bytes)));
  const [likely = { encoding: "windows-1252" }] = readings;
  const shown = readings.map(({ encoding, text }) => `${encoding} gives ${JSON.stringify(text)}`);
  throw loadError(
    "SOURCE_NOT_UTF8",
    `expected UTF-8 in ${name}; came other bytes, first on line ${first.number}: ${hexOf(first.bytes)}${shown.length > 0 ? `, of which ${shown.join(", ")}` : ""}`,
    {
      hint: `Name the encoding that gives the right text: --encoding ${likely.encoding}. With --encoding utf-8 such lines are rejected one by one.`,
    },
  );
}

function foreignLines(lines: Buffer): {
  readonly foreign: readonly ForeignLine[];
  /** How many lines have other characters than ASCII. */
  readonly wide: number;
} {
  const foreign: ForeignLine[] = [];
  let wide = 0;
  let number = 1;
  for (let start = 0; start <= lines.length; number += 1) {
    const feed = lines.indexOf(LINE_FEED, start);
    const end = feed === -1 ? lines.length : feed;
    const bytes = lines.subarray(start, end);
    if (bytes.some(isWide)) wide += 1;
    if (!isUtf8(bytes)) foreign.push({ number, bytes });
    start = end + 1;
  }
  return { foreign, wide };
}

function isWide(byte: number): boolean {
  return byte >= 0x80;
}

/** The part of a line around its first bytes that are not ASCII, by the encodings in which all is text. */
function readingsOf({ bytes }: ForeignLine, all: Buffer) {
  const encodings = standsInRuns(all) ? OF_RUNS : OF_SINGLES;
  return encodings.flatMap((encoding) => {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(all);
    } catch (error) {
      if (error instanceof TypeError) return [];
      throw error;
    }
    const text = new TextDecoder(encoding).decode(bytes).trim();
    const at = Math.max(0, text.search(/[^ -~]/) - SHOWN_CHARACTERS / 4);
    return [{ encoding, text: text.slice(at, at + SHOWN_CHARACTERS) }];
  });
}

/** Whether most bytes that are not ASCII stand beside another such byte, as in scripts without ASCII. */
function standsInRuns(bytes: Buffer): boolean {
  let [wide, beside] = [0, 0];
  for (const [at, byte] of bytes.entries()) {
    if (!isWide(byte)) continue;
    wide += 1;
    if (isWide(bytes[at - 1] ?? 0) || isWide(bytes[at + 1] ?? 0)) beside += 1;
  }
  return beside * 2 > wide;
}

const SHOWN_BYTES = 4;

/** The first bytes that are not ASCII, as a person finds them in a hex editor. */
function hexOf(line: Buffer): string {
  const at = line.findIndex(isWide);
  const shown = line.subarray(at, at + SHOWN_BYTES);
  return [...shown].map((byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(" ");
}
