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
    pk: `IDEMPOTENCY#${caller}#${key}`,
    sk: "KEY",
  }),
};
