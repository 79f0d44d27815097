import type { Reason } from "@spillway/errors";
import { recordsReason } from "../../records-error.ts";
import type { Frame } from "./found-frames.ts";

/** A value that has begun and not ended yet. */
export interface OpenFrame extends Pick<Frame, "line" | "byte" | "names" | "document"> {
  /** What it is for: to be given, to be passed over, or to name what follows. */
  readonly purpose: "record" | "skip" | "name";
  /** In what it is: in a value with an end, in a run of other bytes, or looking for the next record. */
  doing: "value" | "run" | "search";
  /** Why the next record is looked for. */
  reason?: Reason;
  /** Blanks at the beginning of its line. */
  readonly lead: number;
  /** Where it begins in the window; -1 where it is too long to be kept. */
  begin: number;
  /** The beginning of its text, where it is too long to be kept. */
  shown?: Buffer;
  /** Where, in the stream, its last byte ends that may not stand between records, of those that are kept no more. */
  endedAt?: number;
}

export const STRING_OPEN = recordsReason(
  "JSON_MALFORMED",
  "expected one JSON object; a string in it is not closed on its line",
);

export const BRACKET_MISPLACED = recordsReason(
  "JSON_MALFORMED",
  "expected one JSON object; a bracket in it is missing, or is one too many",
);

export const CUT_WITHIN = recordsReason(
  "JSON_CUT_OFF",
  "expected the end of the record; the text ends within it: the file seems to be cut off",
);

export const CUT_BETWEEN = recordsReason(
  "JSON_CUT_OFF",
  "expected the bracket that closes the records; the text ends before it: the file seems to be cut off",
);

export function tooLong(maxBytes: number): Reason {
  const message = `expected at most ${maxBytes} bytes in a record; it has more`;
  return recordsReason("JSON_TOO_LONG", message);
}
