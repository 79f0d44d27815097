import type { JobSource } from "./source/job-source.ts";

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
  readonly format?: string;
  readonly delimiter?: string;
}

/** The body of `POST /jobs` as text, records in it as they came. What was not said is left out. */
export function requestBody(wishes: JobWishes, from: JobSource): string {
  const { pk, sk, format, delimiter, deletes, ...rest } = wishes;
  const keys = pk === undefined && sk === undefined ? undefined : { pk, sk };
  const body = { ...rest, keys, ...(deletes ? { deletes } : {}) };
  if ("source" in from) {
    return JSON.stringify({ ...body, source: { ...from.source, format, delimiter } });
  }
  return `{"records":[${from.recordTexts.join(",")}],${JSON.stringify(body).slice(1)}`;
}
