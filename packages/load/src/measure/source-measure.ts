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

/** What was measured of a source, for a table: nothing is written. */
export interface SourceMeasure {
  readonly source: string;
  readonly format: string;
  /** Records read = items + rejected. */
  readonly records: number;
  readonly items: number;
  readonly rejected: number;
  /** Uncompressed bytes of the source. */
  readonly sourceBytes: number;
  /** Bytes of the items by DynamoDB's rules: of all, the smallest, the largest, and half of them have no more than. */
  readonly itemBytes: {
    readonly total: number;
    readonly least: number;
    readonly most: number;
    readonly median: number;
  };
  /** Write units of table and indexes, as if none of the items were there. */
  readonly units: ConsumedUnits;
  /** Items that each global index holds, by name: fewer than all in a sparse one. */
  readonly indexItems: Readonly<Record<string, number>>;
  /** Bytes of the entries of each index, by name. */
  readonly indexBytes: Readonly<Record<string, number>>;
  /** Keys with 0.1 % of the writes or more, the largest first, at most ten of each resource. */
  readonly hotKeys: readonly MeasuredKey[];
}
