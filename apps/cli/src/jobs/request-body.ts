import type { JobSource } from "./source/job-source.ts";
import type { SourceReading } from "./source/source-reading.ts";

/** What a job is asked to do, beside its records, in the words of the command line. */
export interface JobWishes {
  readonly table: string;
  readonly pk?: string;
  readonly sk?: string;
  readonly rate?: number | `${number}%`;
  readonly strategy?: string;
  readonly spillAfterSeconds?: number;
  readonly ttl?: { readonly attribute?: string | undefined; readonly seconds: number };
  readonly deletes: boolean;
  /** How the source is read, where it is no part of the request. */
  readonly reading?: SourceReading;
}

/** The body of `POST /jobs` as text, records in it as they came. What was not said is left out. */
export function requestBody(wishes: JobWishes, from: JobSource): string {
  const { pk, sk, reading, deletes, ...rest } = wishes;
  const keys = pk === undefined && sk === undefined ? undefined : { pk, sk };
  const body = { ...rest, keys, ...(deletes ? { deletes } : {}) };
  if ("source" in from) {
    return JSON.stringify({ ...body, source: { ...from.source, ...reading } });
  }
  return `{"records":[${from.recordTexts.join(",")}],${JSON.stringify(body).slice(1)}`;
}
