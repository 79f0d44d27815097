import type { MaxUnits } from "@spillway/capacity";
import type { ScanQuery } from "@spillway/table-scan";

/** What of a table is loaded into another, and how fast it is read. */
export interface TableReading extends ScanQuery {
  /** Segments that the table is read in. Default: by its size. */
  readonly segments?: number | undefined;
  /** Read units a second: `auto` takes what the table or index has. */
  readonly maxRcu: MaxUnits | "off";
}

/** What was read of a table, those runs included that this one goes on from. */
export interface TableRead {
  /** Items that were read, those that a filter left out included. */
  readonly scanned: number;
  readonly readUnits: number;
  /** How often a page was throttled and asked for again. */
  readonly throttledPages: number;
}
