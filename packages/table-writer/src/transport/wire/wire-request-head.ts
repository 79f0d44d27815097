import type { SpillwayError } from "@spillway/errors";
import { tableWriterError } from "../../errors.ts";

/** What a header's value may not have, lest it end the line: as Node's own client has it. */
const INVALID_VALUE = /[^\t\x20-\x7e\x80-\xff]/;
const INVALID_PATH = /[^\x21-\x7e]/;

/**
 * The part of a request's head that is the same in each request: the request line and the headers, each
 * with its line end.
 *
 * @param headers names and values; those of the signature and the length are missing
 * @throws SpillwayError `REQUEST_HEADER_INVALID`
 */
export function requestHead(path: string, headers: Readonly<Record<string, string>>): string {
  if (INVALID_PATH.test(path)) throw invalid("path");
  const lines = [`POST ${path} HTTP/1.1`, "connection: keep-alive"];
  for (const [name, value] of Object.entries(headers)) {
    expectHeaderValue(name, value);
    lines.push(`${name}: ${value}`);
  }
  return `${lines.join("\r\n")}\r\n`;
}

/**
 * @param name as it stands in the error; the value does not, since it may be secret
 * @throws SpillwayError `REQUEST_HEADER_INVALID`
 */
export function expectHeaderValue(name: string, value: string): void {
  if (INVALID_VALUE.test(value)) throw invalid(`header ${name}`);
}

function invalid(what: string): SpillwayError {
  return tableWriterError(
    "REQUEST_HEADER_INVALID",
    `expected characters that the ${what} of a request may have; came others, such as a line end`,
    { hint: "Look for a line end behind a credential or a setting." },
  );
}
