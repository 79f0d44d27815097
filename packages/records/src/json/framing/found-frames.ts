import { isAscii, isUtf8 } from "node:buffer";
import type { Reason } from "@spillway/errors";
import { recordsReason } from "../../records-error.ts";
import type { Place } from "./containers.ts";

/** A record's text as it was found, not parsed yet, or why it could not be found whole. */
export interface Frame extends Place {
  readonly text: string;
  /** The names that lead to it, from the outermost: `["Items"]`, `["RequestItems", "Orders"]`. */
  readonly names: readonly string[];
  /** In which object at the root it is, counted from 1; 0 where it is in none. */
  readonly document: number;
  readonly problem: Reason | undefined;
}

/** Where in the window a frame's text is, or the text itself. */
interface FoundFrame extends Omit<Frame, "text"> {
  readonly begin: number;
  readonly end: number;
  /** Of one that is too long: its beginning. */
  readonly text: string | undefined;
}

/** Frames that were found in one window, in their order. */
export class FoundFrames {
  #found: FoundFrame[] = [];

  add(frame: FoundFrame): void {
    this.#found.push(frame);
  }

  /** Gives them with their texts. */
  take(bytes: Buffer): Frame[] {
    const found = this.#found;
    this.#found = [];
    const [first] = found;
    if (first === undefined) return [];
    const begin = Math.max(0, first.begin);
    const all = bytes.subarray(begin, Math.max(begin, found.at(-1)?.end ?? begin));
    // Of Latin-1 a part is cut in no time, and in UTF-8 it is the same where there is ASCII only.
    if (isAscii(all)) {
      const text = all.toString("latin1");
      return found.map((frame) =>
        withText(frame, text.slice(frame.begin - begin, frame.end - begin)),
      );
    }
    const isValid = isUtf8(all);
    return found.map((frame) => {
      const own = bytes.subarray(Math.max(0, frame.begin), frame.end);
      const text = own.toString("utf8");
      return withText(
        isValid || isUtf8(own) ? frame : { ...frame, problem: frame.problem ?? NOT_UTF8 },
        text,
      );
    });
  }
}

const NOT_UTF8 = recordsReason("TEXT_NOT_UTF8", "expected UTF-8; the record has other bytes");

function withText(
  { text, line, byte, names, document, problem }: FoundFrame,
  found: string,
): Frame {
  return { text: text ?? found, line, byte, names, document, problem };
}
