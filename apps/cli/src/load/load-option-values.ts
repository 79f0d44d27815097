import { isSpillwayError } from "@spillway/errors";
import type { LoadRequest } from "@spillway/load";
import type { ColumnType } from "@spillway/records";
import { csvFields } from "@spillway/records/csv-fields";
import { textEncoding } from "@spillway/records/text-encoding";
import { InvalidArgumentError } from "commander";
import { parsedUrl } from "../command-line/parsed-url.ts";

const TYPES: readonly string[] = ["string", "number", "boolean"] satisfies ColumnType[];

/** `age:number,zip:string`; `*:string` says that the others are not to be inferred. */
export function columnTypes(text: string): NonNullable<LoadRequest["types"]> {
  const columns: [string, ColumnType][] = [];
  let infer = true;
  for (const part of text.split(",")) {
    const at = part.lastIndexOf(":");
    const [name, type] = [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    if (at < 1 || !isColumnType(type) || (name === "*" && type !== "string")) {
      throw new InvalidArgumentError(
        "Expected column:type pairs of string, number or boolean, such as age:number,zip:string.",
      );
    }
    if (name === "*") infer = false;
    else columns.push([name, type]);
  }
  return { columns: Object.fromEntries(columns), infer };
}

function isColumnType(text: string): text is ColumnType {
  return TYPES.includes(text);
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** `90s`, `10m`, `2h`, `1d`: seconds. */
export function duration(text: string): number {
  const [, value, unit = ""] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const seconds = Number(value) * (SECONDS[unit] ?? Number.NaN);
  if (seconds > 0) return seconds;
  throw new InvalidArgumentError("Expected a duration such as 90s, 10m, 2h or 1d.");
}

/** `30d`, `12h`, `expires_at=90d`. */
export function ttlOption(text: string): NonNullable<LoadRequest["ttl"]> {
  const at = text.lastIndexOf("=");
  return {
    attribute: at < 1 ? undefined : text.slice(0, at),
    seconds: duration(text.slice(at + 1)),
  };
}

/** A name of a text's encoding, such as `latin1`: the name that it has in the WHATWG's standard. */
export function encoding(text: string): string {
  try {
    return textEncoding(text);
  } catch (error) {
    if (!isSpillwayError(error)) throw error;
    throw new InvalidArgumentError(`Expected a name that is known. ${error.hint ?? ""}`);
  }
}

/** One character, or `tab`, which is hard to type. */
export function csvDelimiter(text: string): string {
  if (text === "tab" || text === "\\t") return "\t";
  if (/^[^"\r\n]$/u.test(text)) return text;
  throw new InvalidArgumentError("Expected one character other than a quote, or tab.");
}

/** `id,name,"city, country"`: one line of CSV. An empty name leaves its column out. */
export function columnNames(text: string): readonly string[] {
  const names = csvFields(text, ",");
  if (Array.isArray(names) && names.some((name) => name.trim() !== "")) {
    return names;
  }
  throw new InvalidArgumentError(
    'Expected names between commas, such as id,name; one with a comma in quotes: id,"city, country".',
  );
}

/** One character, or `none`. */
export function csvEscape(text: string): string {
  // A shell leaves both backslashes of '\\\\' there, and neither means anything else.
  if (text === "\\\\") return "\\";
  if (text === "none" || text === "auto" || /^[^"\r\n]$/.test(text)) return text;
  throw new InvalidArgumentError(
    "Expected one character other than a quote, such as '\\\\', or none (a doubled quote is always one).",
  );
}

/** `https://sqs.us-east-1.amazonaws.com/123456789012/orders` */
export function queueUrl(text: string): string {
  const url = parsedUrl(text);
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.pathname.length > 1) return text;
  throw new InvalidArgumentError(
    "Expected the queue's URL: https://sqs.us-east-1.amazonaws.com/123456789012/orders",
  );
}
