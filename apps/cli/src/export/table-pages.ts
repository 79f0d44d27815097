import type { Target } from "@spillway/aws";
import { followCapacity, type MaxUnits, type TableShape } from "@spillway/capacity";
import type { Clock, Random } from "@spillway/pacing";
import type { ExportPage } from "@spillway/table-export";
import {
  CapacityReadPacer,
  type ScanQuery,
  type ScanTransport,
  scanPages,
  segmentsFor,
  toldPages,
} from "@spillway/table-scan";
import type { SourceTable } from "./source-table.ts";

export interface TablePagesOptions {
  readonly query: ScanQuery;
  /** Undefined: by the table's size. */
  readonly segments: number | undefined;
  readonly maxRcu: MaxUnits | "off";
  readonly source: SourceTable;
  /** Asks for the capacity again while it is read. */
  readonly describe: () => Promise<TableShape>;
  readonly transport: ScanTransport;
  readonly target: Target;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
}

/**
 * Gives the function that reads a table from a place on, at the pace of its read units.
 *
 * @throws SpillwayError `SCAN_INDEX_UNKNOWN`, `MAX_READ_UNITS_INVALID`; while it reads `SCAN_REFUSED`,
 * and what the requests failed with
 */
export function tablePages(
  options: TablePagesOptions,
): (from: unknown) => AsyncGenerator<ExportPage, void, undefined> {
  const { query, source, transport, clock, random, signal, maxRcu, target } = options;
  const { index, consistent } = query;
  const pacer =
    maxRcu === "off"
      ? undefined
      : new CapacityReadPacer({
          ...{ table: source.shape, itemBytes: source.itemBytes },
          ...{ index, consistent, maxReadUnits: maxRcu, clock },
        });
  const pageItems = pageItemsOf(source);
  const segments = options.segments ?? segmentsFor(source.bytes);
  return async function* (from) {
    // What follows the capacity ends with the pages.
    const ended = new AbortController();
    if (pacer !== undefined) {
      void followCapacity({ describe: options.describe, pacer, clock, signal: ended.signal });
    }
    const reading = { transport, segments, pacer, clock, random, signal, pageItems };
    const pages = scanPages({ ...query, ...reading, from });
    try {
      yield* toldPages(pages, query.table, target);
    } finally {
      ended.abort();
    }
  };
}

/** Of a page: several are read at once, and in JSON each takes many times the room. */
const PAGE_BYTES = 262_144;
const MOST_PAGE_ITEMS = 1_000;

/** So many items that a page is about a quarter of the 1 MB that DynamoDB would give. */
function pageItemsOf({ itemBytes }: SourceTable): number {
  if (itemBytes === 0) return MOST_PAGE_ITEMS;
  return Math.max(1, Math.min(MOST_PAGE_ITEMS, Math.floor(PAGE_BYTES / itemBytes)));
}
