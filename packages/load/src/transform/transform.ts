import type { PlainRecord } from "@spillway/item";
import type { Position } from "@spillway/records";

/** Where a record came from, for a transform that wants to know. */
export interface TransformContext {
  /** Where the record stands in the source: its number, and line or byte where they are known. */
  readonly position: Position;
  /** The source's name: a path, `s3://bucket/key`, `-`. */
  readonly source: string;
}

/** What a transform gives for one record: a record, several in their order, or nothing to leave it out. */
export type Transformed = PlainRecord | readonly PlainRecord[] | null | undefined;

/**
 * A program's own step between reading a record and writing it: rename, split, compute, leave out. A
 * module gives it as its default export, for `spillway load --transform FILE`; `loadTransform` makes
 * one of a file, and a program can give a function of its own.
 *
 * The record is a copy of its own: change it and return it, or return others. Values are as a program
 * has them: text, `number`, `bigint` for whole numbers beyond 2^53, `ExactNumber` for decimals that
 * JavaScript would round, `Set`, `Uint8Array`, lists and plain objects. An item in DynamoDB's JSON comes
 * so too, and what is not touched is stored as it was, to the last digit. Keys of `--pk` and `--sk`,
 * `--ttl` and `--delete` come after it.
 *
 * It is called once for each record, in the source's order and one at a time, also where it gives a
 * promise. What it throws rejects that record alone, with the error's message and the record as it
 * was. A load that was killed and goes on calls it again for the last records before the kill, so that
 * it should give the same for the same record. A key to delete, of an incremental export, passes it by.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 * @example
 * // clean.mjs, for: spillway load users.csv --table Users --transform clean.mjs
 * export default function (record, { position }) {
 *   if (record.email === undefined) return; // left out
 *   if (!record.email.includes("@")) throw new Error("expected an address"); // a reject
 *   const { mail, ...rest } = { ...record, mail: record.email.toLowerCase() };
 *   return [{ ...rest, pk: `USER#${rest.id}` }, { pk: `MAIL#${mail}`, user: rest.id }];
 * }
 */
export type Transform = (
  record: Record<string, PlainRecord[string]>,
  context: TransformContext,
) => Transformed | Promise<Transformed>;

/** A transform, and what tells it from another. */
export interface RecordTransform {
  /** For a person: the file's name. */
  readonly name: string;
  /**
   * Changes with what the transform does, such as a hash of its text: a load is gone on with by the
   * same transform only.
   */
  readonly identity: string;
  readonly apply: Transform;
}

/** What became of the records that a transform was given. */
export interface TransformReport {
  readonly name: string;
  /** Records that it was given: all that could be read. */
  readonly in: number;
  /** Records that came out of it. */
  readonly out: number;
  /** Records of those that went in for which it gave nothing. */
  readonly dropped: number;
  /** Records for which it threw, or gave what is no record: they are among the rejected. */
  readonly failed: number;
}
