import { changeCaptureError } from "../change-capture-error.ts";
import type { ChangeEvent } from "../change-event.ts";
import { readRecord } from "../record/read-record.ts";

/** A record that could not be read. */
export interface UnreadableRecord {
  /** Place in the batch, from 0. */
  readonly place: number;
  readonly error: unknown;
}

/** A batch as it was read. */
export interface ReadBatch {
  /** As Lambda handed them over. */
  readonly records: readonly unknown[];
  /** The change of each record; undefined for one that could not be read. */
  readonly read: readonly (ChangeEvent | undefined)[];
  /** Those that could be read, in order. */
  readonly changes: readonly ChangeEvent[];
  readonly unreadable: readonly UnreadableRecord[];
}

/**
 * Reads the records of an event. One that can't be read is told apart and does no harm to the others.
 *
 * @param records `Records` of the event with which Lambda invokes a function
 * @throws RECORD_UNREADABLE if there is no list of records
 */
export function readBatch(records: unknown): ReadBatch {
  if (!Array.isArray(records)) {
    throw changeCaptureError("RECORD_UNREADABLE", "expected a list of stream records; came none", {
      details: { missing: "Records" },
      hint: "The function takes events of a DynamoDB stream.",
    });
  }
  const read: (ChangeEvent | undefined)[] = [];
  const unreadable: UnreadableRecord[] = [];
  for (const [place, record] of records.entries()) {
    try {
      read.push(readRecord(record));
    } catch (error) {
      read.push(undefined);
      unreadable.push({ place, error });
    }
  }
  const changes =
    unreadable.length === 0
      ? (read as ChangeEvent[])
      : read.filter((change): change is ChangeEvent => change !== undefined);
  return { records, read, changes, unreadable };
}
