import type { Reason } from "@spillway/errors";
import type { Position } from "@spillway/records";
import type { ConsumedUnits } from "@spillway/table-writer";

/** A key that takes a large share of a source's writes. */
export interface MeasuredKey {
  /** The table (empty name) or the index whose key it is. */
  readonly resource: string;
  /** The partition key's value as people read it, shortened to 100 characters. */
  readonly key: string;
  /** Its share of all writes to that table or index, from 0 to 1. */
  readonly share: number;
  /** What the share may be too high by, from 0: keys are counted in bounded memory. */
  readonly error: number;
}

/** Records that a table can't take, for one reason. */
export interface MeasuredReason {
  readonly code: string;
  readonly records: number;
  /** The first of them. */
  readonly first: Reason & { readonly position: Position };
}

/** What was measured of a source, for a table: nothing is written. */
export interface SourceMeasure {
  readonly source: string;
  readonly format: string;
  /** Whether the source was read to its end: it was not where the measuring was interrupted. */
  readonly complete: boolean;
  /** What a person should know of the source: that a table had more, that requests were passed over. */
  readonly notes: readonly string[];
  /** Records read = items + rejected. */
  readonly records: number;
  /** Writes, deletes among them. */
  readonly items: number;
  /** Of the items those that are to be deleted, as an incremental export has them. */
  readonly deletes: number;
  readonly rejected: number;
  /** Why records were rejected, the most frequent reason first. */
  readonly reasons: readonly MeasuredReason[];
  /** Uncompressed bytes of the source. */
  readonly sourceBytes: number;
  /**
   * Bytes of the items by DynamoDB's rules: of all, the smallest, the largest, and half of them have no
   * more than. All exact. 0 where there are none; deletes have no say.
   */
  readonly itemBytes: {
    readonly total: number;
    readonly least: number;
    readonly most: number;
    readonly median: number;
  };
  /**
   * How many primary keys there are: of several records with one key, the last is what is left in the
   * table. Exact up to 16,384 and more; above it is estimated, and `error` is the standard error as a
   * share of the number (0: exact).
   */
  readonly keys: { readonly distinct: number; readonly error: number };
  /**
   * Write units of table and indexes, as if none of the items were there and each record were written: a
   * load leaves out one that a later record of the same key follows at once. A delete counts its key.
   */
  readonly units: ConsumedUnits;
  /** Items that each index holds, by name: fewer than all in a sparse one. */
  readonly indexItems: Readonly<Record<string, number>>;
  /** Bytes of the entries of each index, by name. */
  readonly indexBytes: Readonly<Record<string, number>>;
  /**
   * Keys with 0.1 % of the writes or more, and more than one, the largest first, at most ten of each
   * resource: of the table and its global indexes. Of an index whose partition key is made of several
   * attributes, by the first.
   */
  readonly hotKeys: readonly MeasuredKey[];
}
