import { gzipSync } from "node:zlib";
import type { ChangeEvent } from "../change-event.ts";
import { auditObjectKey } from "./audit-object-key.ts";

/** The changes of one object of the audit log. */
export interface AuditObject {
  readonly key: string;
  readonly changes: readonly ChangeEvent[];
}

/** A quarter of the time of zlib's default for a tenth more bytes: the package's README has the figures. */
const GZIP_LEVEL = 2;
/** zlib's output in one piece where it can be: lines are compressed to less than a quarter. */
const LEAST_CHUNK_BYTES = 4_096;
/** Place in a gzip header of the system that it was made on, and what stands for "unknown". */
const SYSTEM_PLACE = 9;
const SYSTEM_UNKNOWN = 255;
const DATE_LENGTH = "2026-11-28".length;

/**
 * The objects that hold some changes: one for each table and day.
 *
 * @param changes in the order of the stream
 */
export function auditObjects(changes: readonly ChangeEvent[], prefix: string): AuditObject[] {
  const groups: ChangeEvent[][] = [];
  const byPlace = new Map<string, ChangeEvent[]>();
  let last: ChangeEvent | undefined;
  let group: ChangeEvent[] = [];
  for (const change of changes) {
    if (last === undefined || change.at !== last.at || change.table !== last.table) {
      const place = `${change.at.slice(0, DATE_LENGTH)}${change.table}`;
      const known = byPlace.get(place);
      if (known === undefined) {
        group = [];
        groups.push(group);
        byPlace.set(place, group);
      } else group = known;
    }
    group.push(change);
    last = change;
  }
  return groups.map((one) => ({ key: auditObjectKey(one, prefix), changes: one }));
}

/**
 * The bytes of an object: gzip of one line a change. They follow from the changes alone, on one version
 * of zlib.
 */
export function auditBytes(
  changes: readonly ChangeEvent[],
  lineOf: (change: ChangeEvent) => string,
): Buffer {
  let text = "";
  for (const change of changes) text += `${lineOf(change)}\n`;
  const chunkSize = Math.max(LEAST_CHUNK_BYTES, text.length >> 2);
  const bytes = gzipSync(text, { level: GZIP_LEVEL, chunkSize });
  bytes[SYSTEM_PLACE] = SYSTEM_UNKNOWN;
  return bytes;
}
