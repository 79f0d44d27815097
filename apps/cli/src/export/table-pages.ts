import { awsRequest, type Target } from "@spillway/aws";
import type { MaxUnits } from "@spillway/capacity";
import type { Clock, Random } from "@spillway/pacing";
import type { ExportPage } from "@spillway/table-export";
import {
  CapacityReadPacer,
  type ScanQuery,
  type ScanTransport,
  scanPages,
  segmentsFor,
} from "@spillway/table-scan";
import { cliError } from "../errors.ts";
import type { SourceTable } from "./source-table.ts";

export interface TablePagesOptions {
  readonly query: ScanQuery;
  /** Undefined: by the table's size. */
  readonly segments: number | undefined;
  readonly maxRcu: MaxUnits | "off";
  readonly source: SourceTable;
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
  const segments = options.segments ?? segmentsFor(source.bytes);
  return async function* (from) {
    const pages = scanPages({ ...query, transport, segments, pacer, clock, random, signal, from });
    const doing = `could not read the table "${query.table}"`;
    try {
      for (;;) {
        const { done, value } = await awsRequest(doing, target, () => pages.next());
        if (done === true) return;
        yield value;
      }
    } catch (error) {
      throw refusal(error) ?? error;
    } finally {
      await pages.return();
    }
  };
}

/** What DynamoDB can't make sense of: an expression, an index that can't be read so. */
function refusal(error: unknown) {
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof Error) || cause.name !== "ValidationException") return undefined;
  return cliError("SCAN_REFUSED", `DynamoDB refuses to read that: ${cause.message}`, {
    hint: "Look at --filter, --projection, --names, --values, --index and --consistent.",
    cause,
  });
}
