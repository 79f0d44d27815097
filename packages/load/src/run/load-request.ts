import type { ColumnType, EmptyCells } from "@spillway/records";
import type { MaxWriteUnits } from "@spillway/table-writer";
import type { TableReading } from "../from-table/table-reading.ts";
import type { SourcePart } from "../parts/planned-source.ts";
import type { SourceFormat } from "../source/source-formats.ts";
import type { RecordTransform } from "../transform/transform.ts";

/** What is to be loaded, and how. */
export interface LoadRequest {
  /**
   * A path, `-` for standard input, `s3://bucket/key`, or the folder of an export. A folder, a glob such
   * as `data/*.csv`, `s3://bucket/prefix/`, `s3://bucket/part-*.gz`, and a list of any of these are
   * several files that are loaded as one source, in their order. With `fromTable` it has no say.
   */
  readonly source: string | readonly string[];
  /** Load a table: what of it is read, and how. */
  readonly fromTable?: TableReading;
  /**
   * Name or ARN. It may be left out for a request file of batch-write-item that names one table: that is
   * where its requests go.
   */
  readonly table?: string;
  readonly format?: SourceFormat;
  /**
   * What the text is in: any label of the WHATWG's encodings that this Node knows, such as
   * `windows-1252`. Default: UTF-8, or UTF-16 where a byte order mark says so.
   */
  readonly encoding?: string;
  readonly delimiter?: string;
  /**
   * Load this part only, of a source that `planSource` looked at with the same request: it says the
   * format and a CSV's columns, so `format`, `encoding` and all that is said of a CSV have no say. A
   * source that is not the one of the plan any more ends the load with `SOURCE_CHANGED`. Default: all.
   */
  readonly part?: SourcePart;
  /** Types of a CSV's columns. Those that are not named are inferred, or text without `infer`. */
  readonly types?: {
    readonly columns: Readonly<Record<string, ColumnType>>;
    readonly infer: boolean;
  };
  /**
   * The names of a CSV's columns in place of its header's, as many; an empty one leaves its column out.
   */
  readonly columns?: readonly string[];
  /** Whether a CSV has a header; without one `columns` are needed. Default true. */
  readonly header?: boolean;
  /** How many lines of a CSV are passed over before its header, or before its first record. Default 0. */
  readonly skipLines?: number;
  /**
   * The character that takes away a quote's meaning in a CSV, such as MySQL's backslash; `none` where
   * only a doubled quote is one. Default `auto`: a backslash, where the first records say so.
   */
  readonly escape?: string;
  /**
   * What an empty cell of a CSV becomes. NULL is no key: where a key is, or what one is made of, `null`
   * leaves the cell out.
   */
  readonly empty: EmptyCells;
  /**
   * What records go through after they were read and before all else: `loadTransform` makes one of a
   * file. Whether the records can have the table's key is not looked at beforehand then. Default:
   * nothing.
   */
  readonly transform?: RecordTransform;
  /** What the partition key is made of: `USER#{id}`. */
  readonly pk?: string;
  readonly sk?: string;
  /** Spreads the items of one partition key over so many, 2 or more. */
  readonly shard?: number;
  /** Items expire so long after the load began. Without an attribute: the table's own. */
  readonly ttl?: { readonly attribute: string | undefined; readonly seconds: number };
  /** Delete the items that have the records' keys. */
  readonly deletes: boolean;
  /**
   * When the load began that this one is a part of, ISO 8601, UTC: expiry times are counted from it.
   * Default: when the first run of this one did.
   */
  readonly startedAt?: string;
  /** How often a checkpoint is saved, in seconds. Default 1. A kill costs so much to be written again. */
  readonly checkpointSeconds?: number;
  /** Check everything, write nothing. */
  readonly dryRun: boolean;
  /** Go on where the checkpoint says. */
  readonly resume: boolean;
  /** Write units a second on the table and on each index: `auto` takes what they have. */
  readonly maxWcu: MaxWriteUnits | "off";
  /** Requests in flight. */
  readonly concurrency: number | "adaptive";
  /** How often one record is tried. */
  readonly maxAttempts: number;
  /**
   * Seconds after which no more is written: the rest is left for a run that goes on, or goes to the
   * `spill`. With 0 and a spill, all of it does.
   */
  readonly within?: number;
  /** The URL of the queue for what the table does not take in time. */
  readonly spill?: string;
}
