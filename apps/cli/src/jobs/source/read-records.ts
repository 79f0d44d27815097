import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { cliError } from "../../errors.ts";

/** The API's limits of what a request may hold. */
const MAX_RECORDS = 10_000;
const MAX_BYTES = 5_000_000;

/**
 * Reads JSON Lines, few enough to be sent in one request, as texts: a number keeps its digits.
 *
 * @throws SpillwayError `JOB_SOURCE_INVALID` with the line
 */
export async function readRecords(input: Readable): Promise<string[]> {
  const records: string[] = [];
  let bytes = 0;
  let line = 0;
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    if (text.trim() === "") continue;
    bytes += Buffer.byteLength(text);
    assertRecord(text, line);
    records.push(text);
    if (records.length > MAX_RECORDS || bytes > MAX_BYTES) {
      throw invalid(
        `expected at most ${MAX_RECORDS} records and ${MAX_BYTES} bytes on standard input; came more`,
        "Write them to a file, and submit that: it goes by S3.",
      );
    }
  }
  if (records.length > 0) return records;
  throw invalid("expected records on standard input; came none", "One JSON object a line.");
}

function assertRecord(text: string, line: number): void {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return;
  throw invalid(
    `line ${line} of standard input: expected a JSON object; came ${text.slice(0, 60)}`,
    "One JSON object a line. Other formats go by a file.",
  );
}

function invalid(message: string, hint: string): Error {
  return cliError("JOB_SOURCE_INVALID", message, { hint });
}
