import type { JsonLayout } from "@spillway/records";
import { isRejectLine } from "../../rejects/reject-line.ts";
import type { SourceFormat } from "../source-formats.ts";
import {
  answerOf,
  isBatchWrite,
  isEmptyBatchWrite,
  isTypedRecord,
  mayBeBatchWrite,
  mayBeEmptyAnswer,
} from "./answer-shapes.ts";
import { type BeginningValue, beginningJson } from "./beginning-json.ts";
import { entriesOf } from "./item-lines.ts";

/** What was found of a source: the format, and of JSON where its records are. */
export interface FoundFormat {
  readonly format: SourceFormat;
  /** Undefined where each line is a record. */
  readonly layout?: JsonLayout;
}

/** A line with an opening bracket alone: what is printed for people to read. */
const SPREAD = /^[ \t]*[{[][ \t\r]*$/m;
const LOOKED_AT = 100;

/**
 * Finds how JSON is written by its beginning: records on lines, values that may be spread over lines,
 * answers of a scan, requests of a batch write.
 *
 * Lines stay lines where the first one is a whole object that is a record; an order that has `Items` is
 * one, see {@link isAnswer}.
 *
 * @param text the beginning, from its first bracket on
 */
export function jsonFormat(text: string): FoundFormat {
  const [line = ""] = text.split("\n", 1);
  const onLine = jsonOf(line);
  if (onLine !== undefined && !Array.isArray(onLine)) {
    if (isRejectLine(onLine)) return { format: "rejects" };
    const shaped = formatOfShape(text, { value: onLine, isCut: false, end: line.length });
    if (shaped !== undefined) return shaped;
    return SPREAD.test(text) ? valuesFormat(text) : linesFormat(text);
  }
  const first = beginningJson(text);
  const shaped = first && formatOfShape(text, first);
  if (shaped !== undefined) return shaped;
  return isOnLines(text, line, first) ? linesFormat(text) : valuesFormat(text);
}

/**
 * The layout of records of a format that a person named: whether the text has them on lines, as values,
 * or under Items of answers.
 */
export function layoutOf(text: string): JsonLayout | undefined {
  if (!/^[{[]/.test(text)) return undefined;
  return jsonFormat(text).layout;
}

/**
 * Whether more of a text would tell what its beginning can't: it ends within the first object, which may
 * be an answer, or be followed by another one on its line.
 */
export function isUndecided(text: string): boolean {
  const first = /^[{[]/.test(text) ? beginningJson(text) : undefined;
  if (first === undefined || !isCutWithin(first) || isBatchWrite(oneOf(first))) return false;
  if (answerOf(oneOf(first), true) !== "no") return mayBeAnswer(text);
  if (mayBeBatchWrite(oneOf(first))) return true;
  return !text.includes("\n") && !text.startsWith("[");
}

/** Whether a text ends within an object that has Items, and only what follows tells whose they are. */
export function mayBeAnswer(text: string): boolean {
  const first = beginningJson(text);
  return first !== undefined && isCutWithin(first) && answerOf(oneOf(first), true) === "perhaps";
}

/** The first object of a text: of an array its first element. */
function oneOf({ value }: BeginningValue): unknown {
  return Array.isArray(value) ? value[0] : value;
}

/** Whether the text ends within that object. */
function isCutWithin({ value, isCut }: BeginningValue): boolean {
  return isCut && (!Array.isArray(value) || value.length <= 1);
}

/** Requests or answers, or an array of such. */
function formatOfShape(text: string, first: BeginningValue): FoundFormat | undefined {
  const one = oneOf(first);
  if (isBatchWrite(one)) return { format: "batch-write" };
  if (answerOf(one, isCutWithin(first)) !== "no") return answersFormat(text);
  // What has nothing that tells is of the kind of the first that does.
  if (mayBeEmptyAnswer(one) && firstOf(text, toldBy(mayBeEmptyAnswer, isFullAnswer)).length > 0) {
    return answersFormat(text);
  }
  if (mayBeBatchWrite(one) && firstOf(text, toldBy(mayBeBatchWrite, isBatchWrite)).length > 0) {
    return { format: "batch-write" };
  }
  const isAlone = text.slice(first.end).trim() === "";
  return isAlone && isEmptyBatchWrite(first.value) ? { format: "batch-write" } : undefined;
}

function isFullAnswer(value: unknown): boolean {
  return answerOf(value, false) === "yes";
}

/** Gives the values that tell, as long as all before them may be of their kind. */
function toldBy(mayBe: (value: unknown) => boolean, is: (value: unknown) => boolean) {
  let isOver = false;
  return (value: unknown): readonly unknown[] => {
    if (isOver) return [];
    const told = is(value);
    isOver = told || !mayBe(value);
    return told ? [value] : [];
  };
}

function answersFormat(text: string): FoundFormat {
  // A page may be empty where a filter left nothing of it.
  const items = firstOf(text, (answer) => Object(answer).Items ?? []);
  return {
    format: items.length === 0 || isTyped(items) ? "dynamodb-json" : "json",
    layout: "answers",
  };
}

/** Whether a text whose first line is no whole object has records on lines all the same. */
function isOnLines(text: string, line: string, first: BeginningValue | undefined): boolean {
  // `{…},` on each line; and one after the other on one line.
  if (text.startsWith("[") || jsonOf(line.replace(/,\s*$/, "")) !== undefined) return false;
  if (first === undefined) return !SPREAD.test(text);
  // A line longer than what is looked at, or one with something after the record.
  return first.isCut && !text.includes("\n");
}

function linesFormat(text: string): FoundFormat {
  const lines = text.split("\n", LOOKED_AT);
  const whole = lines.map(jsonOf).find((value) => entriesOf(value).length > 0);
  // The text may end within the first line that has something.
  const first = whole ?? beginningJson(lines.at(-1) ?? "")?.value;
  return { format: isTypedRecord(first) ? "dynamodb-json" : "json-lines" };
}

function valuesFormat(text: string): FoundFormat {
  const records = firstOf(text, (record) => [record]);
  return { format: isTyped(records) ? "dynamodb-json" : "json", layout: "values" };
}

/** The records of the first value of a text that has one with something in it. */
function firstOf(text: string, recordsOf: (value: unknown) => readonly unknown[]): unknown[] {
  let rest = text;
  for (let count = 0; count < LOOKED_AT; count += 1) {
    const first = beginningJson(rest);
    if (first === undefined) break;
    const all: readonly unknown[] = Array.isArray(first.value) ? first.value : [first.value];
    const records = all.flatMap(recordsOf).filter((record) => entriesOf(record).length > 0);
    if (records.length > 0) return records;
    rest = rest.slice(first.end).replace(/^[\s,]+/, "");
  }
  return [];
}

/** Whether the first record is in DynamoDB's JSON. */
function isTyped([first]: readonly unknown[]): boolean {
  return isTypedRecord(first);
}

/** The object or array in a text that is all of it. */
function jsonOf(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
