import type { ColumnType } from "@spillway/records";
import type { MaxWriteUnits } from "@spillway/table-writer";
import type { SourceFormat } from "./source/source-format.ts";

/** What a person asked for. */
export interface LoadRequest {
  /** A path, `-`, or `s3://bucket/key`. */
  readonly source: string;
  /** Name or ARN. */
  readonly table: string;
  readonly format?: SourceFormat;
  readonly delimiter?: string;
  /** Types of columns; what is not there is inferred. `strings` leaves all others as text. */
  readonly types?: {
    readonly columns: Readonly<Record<string, ColumnType>>;
    readonly infer: boolean;
  };
  readonly keepEmpty: boolean;
  readonly pk?: string;
  readonly sk?: string;
  readonly shard?: number;
  readonly ttl?: { readonly attribute: string | undefined; readonly seconds: number };
  readonly deletes: boolean;
  readonly dryRun: boolean;
  readonly resume: boolean;
  readonly checkpoint?: string;
  readonly rejects?: string;
  readonly maxWcu: MaxWriteUnits | "off";
  readonly concurrency: number | "adaptive";
  readonly maxAttempts: number;
  /** Seconds after which no more is written. */
  readonly within?: number;
  /** The queue for what the table does not take in time. */
  readonly spill?: string;
}
