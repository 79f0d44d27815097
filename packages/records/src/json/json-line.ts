import { isSpillwayError, reasonOf } from "@spillway/errors";
import { malformedLine, type RecordLine } from "../lines/numbered-lines.ts";
import { recordsReason } from "../records-error.ts";
import type { MalformedRecord } from "../source-record.ts";

/** Reads one line of JSON, which is malformed where it is no JSON or `read` throws why it can't. */
export function jsonLine<T>(line: RecordLine, read: (value: unknown) => T): T | MalformedRecord {
  try {
    return read(JSON.parse(line.text));
  } catch (error) {
    return malformedJson(line, error);
  }
}

/** What a line is that could not be read: `error` says why, or is thrown again if it is no refusal. */
export function malformedJson(line: RecordLine, error: unknown): MalformedRecord {
  if (error instanceof SyntaxError) {
    const message = `expected one JSON object; ${error.message}`;
    return malformedLine(line, recordsReason("JSON_MALFORMED", message));
  }
  if (!isSpillwayError(error)) throw error;
  return malformedLine(line, reasonOf(error));
}
