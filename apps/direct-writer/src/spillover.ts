import { leastWriteUnits, type TableShape } from "@spillway/capacity";
import {
  type DescribeTable,
  deadlineFrom,
  type Telemetry,
  type TimeLeft,
} from "@spillway/lambda-runtime";
import { type Clock, Deadline, type Random } from "@spillway/pacing";
import { CapacityPacer, type WriteOptions } from "@spillway/table-writer";
import { type Queue, queueSpill } from "@spillway/write-buffer";
import type { Settings } from "./settings.ts";

/** What a spillover writer has that one that only writes directly has not. */
export interface SpilloverServices {
  readonly describeTable: DescribeTable;
  /** Where what does not fit in time goes. */
  readonly queue: Queue;
}

export interface SpilloverOptions extends SpilloverServices {
  readonly settings: Pick<Settings, "WRITE_SECONDS" | "MAX_WRITE_UNITS">;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Pick<Telemetry["logger"], "warn">;
  readonly context: TimeLeft;
  /** Time that is kept for what the queue does not take either. */
  readonly handOverMs: number;
}

// Time kept to spill what is left: at most a quarter of what there is.
const SPILL_MS = 30_000;

/**
 * How the writer goes about a run with a spill: at the pace of the table's capacity until
 * `WRITE_SECONDS` have passed or time runs out, and then into the queue, due at the pace at which the
 * table can take it.
 */
export async function spilloverOptions(
  options: SpilloverOptions,
): Promise<Pick<WriteOptions, "pacer" | "deadline" | "spill">> {
  const { queue, settings, clock, random, context, handOverMs } = options;
  const { WRITE_SECONDS = Number.POSITIVE_INFINITY, MAX_WRITE_UNITS: maxWriteUnits } = settings;
  const table = await describedTable(options);
  const spillMs = Math.min(SPILL_MS, context.getRemainingTimeInMillis() / 4);
  const latest = deadlineFrom(context, clock, handOverMs + spillMs);
  const writeMs = Math.min(latest.remainingMs(), WRITE_SECONDS * 1_000);
  const deadline = deadlineFrom(context, clock, handOverMs);
  const unitsPerSecond = table && leastWriteUnits(table);
  return {
    deadline: Deadline.after(clock, writeMs),
    spill: queueSpill({ queue, unitsPerSecond, clock, random, deadline }),
    // A new one for each run: what the last run saw of the table may be long ago.
    ...(table && {
      pacer: new CapacityPacer({ table, clock, ...(maxWriteUnits && { maxWriteUnits }) }),
    }),
  };
}

/** Without a description the records are still to be written: what throttles, spills. */
async function describedTable(options: SpilloverOptions): Promise<TableShape | undefined> {
  try {
    return await options.describeTable();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    options.logger.warn("the table's capacity is not known: it is written to unpaced", { why });
    return undefined;
  }
}
