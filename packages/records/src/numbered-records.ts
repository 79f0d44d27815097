import type { PlainRecord } from "@spillway/item";
import type { ReadableRecord } from "./source-record.ts";

/**
 * Makes a source of records that a program has at hand, numbered in their order. Such records stand
 * on no line of a file: `line` is the record's number counted from 1.
 *
 * @param records plain records, pulled one at a time
 * @example
 * await writeAll(numberedRecords([{ pk: "a" }, { pk: "b" }]), options);
 */
export async function* numberedRecords(
  records: Iterable<PlainRecord> | AsyncIterable<PlainRecord>,
): AsyncGenerator<ReadableRecord, void, undefined> {
  let index = 0;
  for await (const record of records) {
    yield { ok: true, record, position: { line: index + 1, index } };
    index += 1;
  }
}
