import { hash } from "node:crypto";
import type { ChangeEvent } from "../change-event.ts";
import { DEFAULT_AUDIT_PREFIX } from "./audit-prefix.ts";

/** Digits of a sequence number in a key, so that a listing is in order: DynamoDB's have at most 40. */
const SEQUENCE_DIGITS = 40;
const DIGEST_DIGITS = 12;
const DATE_LENGTH = "2026-11-28".length;

const OBJECT_NAME =
  /table=([^/]+)\/date=(\d{4}-\d\d-\d\d)\/(\d{40})-(\d{40})-(\d+)-([0-9a-f]{12})\.jsonl\.gz$/;

/** What the key of an audit object says of its changes. */
export interface AuditObjectKey {
  readonly table: string;
  /** Day of the changes, UTC. */
  readonly date: string;
  /** Without leading zeros. */
  readonly firstSequenceNumber: string;
  readonly lastSequenceNumber: string;
  /** How many changes it holds. */
  readonly count: number;
}

/**
 * The beginning of the keys of one table's audit objects.
 *
 * @example
 * auditTablePrefix("orders"); // → "audit-logs/table=orders/"
 */
export function auditTablePrefix(table: string, prefix = DEFAULT_AUDIT_PREFIX): string {
  // Names of tables need no escape. What stands for a table that could not be read may.
  return `${prefix}table=${encodeURIComponent(table)}/`;
}

/**
 * The beginning of the keys of one table's audit objects of one day.
 *
 * @param at a day or a time of it, ISO 8601 in UTC
 * @example
 * auditDatePrefix("orders", "2026-11-28"); // → "audit-logs/table=orders/date=2026-11-28/"
 */
export function auditDatePrefix(table: string, at: string, prefix = DEFAULT_AUDIT_PREFIX): string {
  return `${auditTablePrefix(table, prefix)}date=${at.slice(0, DATE_LENGTH)}/`;
}

/** A sequence number as keys have it: padded with zeros, so that text is in the order of numbers. */
export function paddedSequenceNumber(sequenceNumber: string): string {
  return sequenceNumber.padStart(SEQUENCE_DIGITS, "0");
}

/**
 * The key of the object that holds some changes of one table and one day. It follows from the changes
 * alone, so that whoever handles the same changes again names the same object. Lambda does not say the
 * shard; a digest of the event ids stands for it.
 *
 * @param changes at least one, in the order of the stream
 * @example
 * auditObjectKey(changes);
 * // → "audit-logs/table=orders/date=2026-11-28/0…0111-0…0222-2-3f8a1c0b9d2e.jsonl.gz"
 */
export function auditObjectKey(
  changes: readonly ChangeEvent[],
  prefix = DEFAULT_AUDIT_PREFIX,
): string {
  const [first, last] = [changes[0], changes.at(-1)];
  if (first === undefined || last === undefined) {
    throw new RangeError("expected at least one change; came none");
  }
  const ids = changes.length === 1 ? first.eventId : changes.map(({ eventId }) => eventId).join();
  const digest = hash("sha256", ids, "hex").slice(0, DIGEST_DIGITS);
  const range = `${paddedSequenceNumber(first.sequenceNumber)}-${paddedSequenceNumber(last.sequenceNumber)}`;
  return `${auditDatePrefix(first.table, first.at, prefix)}${range}-${changes.length}-${digest}.jsonl.gz`;
}

/**
 * Reads the key of an audit object, whatever its prefix.
 *
 * @returns undefined for a key that is none
 */
export function parseAuditObjectKey(key: string): AuditObjectKey | undefined {
  const [match, table = "", date = "", first = "", last = "", count] = OBJECT_NAME.exec(key) ?? [];
  if (match === undefined) return undefined;
  return {
    table: decodeURIComponent(table),
    date,
    firstSequenceNumber: unpadded(first),
    lastSequenceNumber: unpadded(last),
    count: Number(count),
  };
}

function unpadded(digits: string): string {
  return digits.replace(/^0+(?=\d)/, "");
}
