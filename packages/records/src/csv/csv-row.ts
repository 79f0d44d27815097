import type { Reason } from "@spillway/errors";

/** The fields of one record, or why a line could not be read as one. */
export type CsvRow = {
  readonly line: number;
  readonly byte: number;
  /** The record's number counted from 0; the header is -1. */
  readonly index: number;
  readonly raw: string;
} & (
  | {
      readonly ok: true;
      /** Null is NULL, which only an escape can write. */
      readonly fields: readonly (string | null)[];
    }
  | { readonly ok: false; readonly reason: Reason }
);
