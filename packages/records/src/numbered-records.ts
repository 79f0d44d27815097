import type { PlainRecord } from "@spillway/item";
import type { ReadableRecord } from "./source-record.ts";

/**
 * Makes a source of records that a program has at hand, numbered in their order. Such records stand
 * on no line of a file, so their position is that number alone.
 *
 * @param records plain records, pulled one at a time. Where they need not be waited for,
 * neither need what comes of them: a promise for each record costs more than the record
 * @example
 * await writeAll(numberedRecords([{ pk: "a" }, { pk: "b" }]), options);
 */
export function numberedRecords(
  records: Iterable<PlainRecord>,
): Generator<ReadableRecord, void, undefined>;
export function numberedRecords(
  records: AsyncIterable<PlainRecord>,
): AsyncGenerator<ReadableRecord, void, undefined>;
export function numberedRecords(
  records: Iterable<PlainRecord> | AsyncIterable<PlainRecord>,
): Iterable<ReadableRecord> | AsyncIterable<ReadableRecord> {
  return Symbol.asyncIterator in records ? numberedAsTheyCome(records) : numbered(records);
}

function* numbered(records: Iterable<PlainRecord>): Generator<ReadableRecord, void, undefined> {
  let index = 0;
  for (const record of records) {
    yield readable(record, index);
    index += 1;
  }
}

async function* numberedAsTheyCome(
  records: AsyncIterable<PlainRecord>,
): AsyncGenerator<ReadableRecord, void, undefined> {
  let index = 0;
  for await (const record of records) {
    yield readable(record, index);
    index += 1;
  }
}

function readable(record: PlainRecord, index: number): ReadableRecord {
  return { ok: true, record, position: { index } };
}
