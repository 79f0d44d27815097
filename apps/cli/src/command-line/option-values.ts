import type { MaxUnits } from "@spillway/capacity";
import { InvalidArgumentError } from "commander";
import { parsedUrl } from "./parsed-url.ts";

// commander puts the option's name before each message, and ends with exit code 2.

/** An option that is a whole number within limits: `--port 0..65535`. */
export function wholeNumber(limits: { min: number; max?: number; unit?: string }) {
  return (text: string): number => {
    const value = Number(text);
    const { min, max = Number.MAX_SAFE_INTEGER, unit } = limits;
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
    throw new InvalidArgumentError(`Expected a whole number ${range}${unit ? ` ${unit}` : ""}.`);
  };
}

/** An option that is a probability: `--errors 0.05`. */
export function probability(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError("Expected a probability from 0 to 1, such as 0.05.");
}

/** An option that is a rate, also below one: `--rate 50`, `--rate 0.5`. */
export function ratePerSecond(text: string): number {
  const value = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && value >= 0.001 && value <= 10_000) return value;
  throw new InvalidArgumentError(
    "Expected so many a second, from 0.001 to 10000, such as 50 or 0.5.",
  );
}

/** Reads one word of several, and knows them. */
interface WordParser<Word extends string> {
  (text: string): Word;
  readonly words: readonly Word[];
}

/** One word of several: `--format csv`. */
export function oneOf<Word extends string>(words: readonly Word[]): WordParser<Word> {
  const parse = (text: string): Word => {
    const found = words.find((word) => word === text);
    if (found !== undefined) return found;
    throw new InvalidArgumentError(`Expected one of ${words.join(", ")}.`);
  };
  return Object.assign(parse, { words });
}

/** The words that an option takes, where {@link oneOf} reads it. */
export function wordsOf(parser: unknown): readonly string[] | undefined {
  return typeof parser === "function" && "words" in parser
    ? (parser.words as readonly string[])
    : undefined;
}

/** A range of milliseconds, `20-200`, or one number for a constant. */
export function millisecondRange(text: string): { minMs: number; maxMs: number } {
  const match = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(text);
  const minMs = Number(match?.[1]);
  const maxMs = Number(match?.[2] ?? match?.[1]);
  if (match !== null && minMs <= maxMs) return { minMs, maxMs };
  throw new InvalidArgumentError("Expected milliseconds as MIN-MAX, such as 20-200.");
}

/** An address with http or https: `--endpoint http://127.0.0.1:4566`. */
export function httpAddress(text: string): string {
  const protocol = parsedUrl(text)?.protocol;
  if (protocol === "http:" || protocol === "https:") {
    return text.replace(/\/+$/, "");
  }
  throw new InvalidArgumentError("Expected an address such as http://127.0.0.1:4566.");
}

/** An option that is a limit of capacity: `--max-wcu auto`, `500`, `80%`, `off`. */
export function maxUnits(text: string): MaxUnits | "off" {
  if (text === "auto" || text === "off") return text;
  const [, value, percent] = /^(\d+(?:\.\d+)?)(%?)$/.exec(text) ?? [];
  const number = Number(value);
  if (number > 0) return percent === "%" ? `${number}%` : number;
  throw new InvalidArgumentError("Expected auto, off, units a second such as 500, or a part: 80%.");
}
