import { isSpillwayError, reasonOf } from "@spillway/errors";
import { malformedLine, type RecordLine } from "../lines/numbered-lines.ts";
import { recordsReason } from "../records-error.ts";
import type { MalformedRecord } from "../source-record.ts";

/**
 * Reads one line of JSON, which is malformed where it is no JSON or where it is refused.
 *
 * @param parse makes a value of the line's text
 * @param read makes a record of the value, or throws why it can't
 */
export function jsonLine<T>(
  line: RecordLine,
  parse: (text: string) => unknown,
  read: (value: unknown) => T,
): T | MalformedRecord {
  try {
    return read(parse(line.text));
  } catch (error) {
    if (error instanceof SyntaxError) {
      const message = `expected one JSON object; ${error.message}`;
      return malformedLine(line, recordsReason("JSON_MALFORMED", message));
    }
    if (!isSpillwayError(error)) throw error;
    return malformedLine(line, reasonOf(error));
  }
}
