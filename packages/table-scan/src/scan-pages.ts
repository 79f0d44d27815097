import type { AttributeMap } from "@spillway/item";
import { tableScanError } from "./errors.ts";
import type { PageReading } from "./read-page.ts";
import type { ScanQuery } from "./scan-query.ts";
import { type ScanState, scanBegin, scanStateFor } from "./scan-state.ts";
import { SegmentReader } from "./segment-reader.ts";

/** How a table is read. */
export interface ScanOptions extends ScanQuery, PageReading {
  /** Parts that are read beside each other, 1 to 1,000,000; with `from` it says how many. Default 1. */
  readonly segments?: number | undefined;
  /** Segments that are read at once. Default 8. */
  readonly concurrency?: number | undefined;
  /** Ends it: the requests in flight, and the generator with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Where to go on: the `state` of the last page that is not wanted again. Default: at the beginning. */
  readonly from?: unknown;
  /** The most items that one page reads. Default: as many as go into 1 MB. */
  readonly pageItems?: number | undefined;
}

/** A page of a table. */
export interface ScanPage {
  readonly segment: number;
  /** Its items, in wire JSON; none where the filter let none pass. */
  readonly items: readonly AttributeMap[];
  /** Items that were read, those that the filter left out included. */
  readonly scanned: number;
  /** Read units that it took, as DynamoDB says; 0 where it does not say. */
  readonly units: number;
  /** How often it was throttled before it came. */
  readonly throttles: number;
  /** Where a later run goes on that wants everything but this page and those that were given before it. */
  readonly state: ScanState;
}

const CONCURRENCY = 8;
const MOST_SEGMENTS = 1_000_000;

/**
 * Reads a table page by page, several segments at once. Pages are pulled: each of the segments that are
 * read at once is at most one page ahead of what was taken, so that memory is flat at any size.
 *
 * What is written to the table meanwhile may be among the pages or not. Of a table that nobody writes
 * to, the pages of a run and of those that go on from its states have each item once.
 *
 * @throws SpillwayError `SCAN_OPTION_INVALID`, `SCAN_STATE_INVALID`, `SCAN_STATE_OF_ANOTHER`; what the
 * transport throws and no retry helps against; the signal's reason
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Scan.html
 * @example
 * const transport = clientTransport(new DynamoDBClient({ maxAttempts: 1 }));
 * const options = { transport, table: "Users", clock: systemClock, random: Math.random };
 * for await (const { items, state } of scanPages({ ...options, segments: 4 })) {
 *   await keep(items);
 *   await save(state); // a later run: scanPages({ ...options, from: state })
 * }
 */
export async function* scanPages(options: ScanOptions): AsyncGenerator<ScanPage, void, undefined> {
  const { from, segments = 1, concurrency = CONCURRENCY, pageItems = 1 } = options;
  expectWhole("segments", segments, MOST_SEGMENTS);
  expectWhole("concurrency", concurrency, MOST_SEGMENTS);
  expectWhole("pageItems", pageItems, Number.MAX_SAFE_INTEGER);
  const begin = from === undefined ? scanBegin(options, segments) : scanStateFor(options, from);
  const reader = new SegmentReader(options, begin.segments);
  try {
    for (let ahead = 0; ahead < concurrency && reader.startNext(); ahead += 1);
    for (let page = await reader.next(); page !== undefined; page = await reader.next()) {
      const { segment, answer } = page;
      const { items, scanned, units = 0, throttles } = answer;
      const state = { scan: begin.scan, segments: [...reader.places] };
      yield { segment, items, scanned, units, throttles, state };
    }
  } finally {
    reader.stop();
  }
}

function expectWhole(name: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  throw tableScanError(
    "SCAN_OPTION_INVALID",
    `${name}: expected a whole number from 1 to ${most}; came ${value}`,
  );
}
