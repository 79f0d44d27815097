import type { AttributeMap } from "@spillway/item";
import type { Clock, Random } from "@spillway/pacing";
import type { ReadPacer } from "./pace/read-pacer.ts";
import type { ScanQuery } from "./scan-query.ts";
import { type ScanState, type SegmentPlace, scanBegin, scanStateFor } from "./scan-state.ts";
import type { ScanRequest, ScanTransport } from "./transport/scan-transport.ts";

/** How a table is read. */
export interface ScanOptions extends ScanQuery {
  /** The way to DynamoDB: {@link clientTransport}. */
  readonly transport: ScanTransport;
  /** Parts that are read beside each other, 1 to 1,000,000; with `from` it says how many. Default 1. */
  readonly segments?: number | undefined;
  /** What holds it to a pace. Default: as fast as it can. */
  readonly pacer?: ReadPacer | undefined;
  readonly clock: Clock;
  readonly random: Random;
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
  /** Where a later run goes on that wants everything but this page and those that were given before it. */
  readonly state: ScanState;
}

/**
 * Reads a table page by page.
 *
 * @throws SpillwayError `SCAN_STATE_INVALID`, `SCAN_STATE_OF_ANOTHER`
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Scan.html
 */
export async function* scanPages(options: ScanOptions): AsyncGenerator<ScanPage, void, undefined> {
  const begin =
    options.from === undefined
      ? scanBegin(options, options.segments ?? 1)
      : scanStateFor(options, options.from);
  const segments = [...begin.segments];
  for (const segment of segments.keys()) {
    let place = segments[segment];
    while (place !== undefined && place !== "done") {
      const request = requestOf(options, segments.length, segment, place);
      const {
        items,
        scanned,
        units = 0,
        next,
      } = await options.transport.scan(request, options.signal);
      place = next === undefined ? "done" : (next as unknown as SegmentPlace);
      segments[segment] = place;
      yield {
        segment,
        items,
        scanned,
        units,
        state: { scan: begin.scan, segments: [...segments] },
      };
    }
  }
}

function requestOf(
  { table, index, filter, projection, names, values, consistent, pageItems }: ScanOptions,
  segments: number,
  segment: number,
  place: SegmentPlace,
): ScanRequest {
  return {
    TableName: table,
    ...(index !== undefined && { IndexName: index }),
    ...(filter !== undefined && { FilterExpression: filter }),
    ...(projection !== undefined && { ProjectionExpression: projection }),
    ...(names !== undefined && { ExpressionAttributeNames: names }),
    ...(values !== undefined && { ExpressionAttributeValues: values }),
    ...(consistent !== undefined && { ConsistentRead: consistent }),
    ...(typeof place === "object" && { ExclusiveStartKey: place as unknown as AttributeMap }),
    ...(pageItems !== undefined && { Limit: pageItems }),
    Segment: segment,
    TotalSegments: segments,
  };
}
