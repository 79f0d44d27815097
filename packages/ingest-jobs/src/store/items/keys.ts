import { createHash } from "node:crypto";
import { paddedChunk } from "../../objects/object-keys.ts";

/** The indexes of the jobs table. */
export const indexes = {
  /** All jobs: `list_pk` = `JOBS`, `list_sk` = the job's id. */
  byTime: "jobs-by-time",
  /** Those that have not ended: `running` = `JOBS`, `list_sk` = the job's id. */
  running: "running-jobs",
} as const;

/** The partition of both indexes. */
export const LISTED = "JOBS";

interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** The keys of the jobs table's items. A job's `CHUNK#` items sort before its `META`, its `SOURCE#` after it. */
export const itemKeys = {
  meta: (job: string): ItemKey => ({ pk: `JOB#${job}`, sk: "META" }),
  chunk: (job: string, chunk: number): ItemKey => ({
    pk: `JOB#${job}`,
    sk: `CHUNK#${paddedChunk(chunk)}`,
  }),
  source: (job: string, source: number): ItemKey => ({
    pk: `JOB#${job}`,
    sk: `SOURCE#${paddedChunk(source)}`,
  }),
  idempotency: (caller: string, key: string): ItemKey => ({
    pk: `IDEMPOTENCY#${shortCaller(caller)}#${key}`,
    sk: "KEY",
  }),
};

/** A partition key has 2,048 bytes at most, and the key that the caller chose may take 255 of them. */
const MAX_CALLER_BYTES = 1_024;

/** A token's issuer and subject may be of any length: of long ones their hash stands for them. */
function shortCaller(caller: string): string {
  if (Buffer.byteLength(caller) <= MAX_CALLER_BYTES) return caller;
  return `sha256:${createHash("sha256").update(caller).digest("hex")}`;
}
