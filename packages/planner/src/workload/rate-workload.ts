import { formatCounted } from "@spillway/report-page";
import { type LoadPattern, MONDAY_MS } from "@spillway/simulator";
import { plannerError } from "../planner-error.ts";
import { itemProfile } from "./item-profile.ts";
import { hotKeySources, hotKeysOf, type LoadFacts, sizeSource } from "./load-facts.ts";
import { checkLength, checkRate } from "./load-limits.ts";
import { withReads } from "./with-reads.ts";
import type { Workload } from "./workload.ts";

/** So many items, so many a second, or both. */
export interface RateOptions extends LoadFacts {
  /** Items in all. */
  readonly items?: number;
  /** Writes a second. */
  readonly perSecond?: number;
  /** Days of traffic where no number of items ends it. Default 30. */
  readonly days?: number;
  readonly itemBytes: number;
}

const DAY_SECONDS = 86_400;
/** Up to here a rate has steps of a second, so that its last one is as it is. */
const STEPS_OF_SECONDS = DAY_SECONDS;

/**
 * The load of a rate. Items alone are all there from the start; a rate alone goes on for `days` and comes
 * again each month; with both the items come at the rate, once.
 *
 * @throws WORKLOAD_INVALID for neither, for more than 366 days, and for more than 100 million a second
 * @example
 * rateWorkload({ items: 10_000_000, perSecond: 1_000, itemBytes: 700, table }); // traffic of 10,000 s
 */
export function rateWorkload(options: RateOptions): Workload {
  const { items, perSecond, days = 30, table, itemBytes, consistentReads = false } = options;
  const item = itemProfile({ bytes: itemBytes, consistentReads }, table);
  const number = (value: number) =>
    value.toLocaleString("en-US", value < 0.1 ? { maximumSignificantDigits: 2 } : {});
  if (items !== undefined && perSecond === undefined) {
    return {
      kind: "bulk",
      name: formatCounted(items, "item"),
      sources: [
        `${formatCounted(items, "item")}, all there from the start: as asked for`,
        sizeSource(options),
        ...hotKeySources(options),
      ],
      ...{ item, hotKeys: hotKeysOf(options), items },
    };
  }
  if (perSecond === undefined) {
    throw plannerError("WORKLOAD_INVALID", "expected a number of items or a rate; came neither", {
      hint: "Say --items 10M, --per-second 1000, or both.",
    });
  }
  const seconds = items === undefined ? days * DAY_SECONDS : items / perSecond;
  const what =
    items === undefined
      ? `for ${formatCounted(days, "day")}`
      : `until ${formatCounted(items, "item")} ${items === 1 ? "is" : "are"} written`;
  const writes = `${number(perSecond)} write${perSecond === 1 ? "" : "s"} a second`;
  checkRate("a rate", perSecond);
  checkLength(writes, seconds, stepSecondsOf(seconds));
  const rate = `${writes} ${what}`;
  return {
    kind: "traffic",
    name: rate,
    sources: [`${rate}: as asked for`, sizeSource(options), ...hotKeySources(options)],
    ...{ item, hotKeys: hotKeysOf(options) },
    pattern: withReads(steady(perSecond, seconds), options.reads ?? {}),
    isRecurring: !(options.isOnce ?? items !== undefined),
  };
}

function stepSecondsOf(seconds: number): number {
  return seconds <= STEPS_OF_SECONDS ? 1 : 60;
}

/** The same rate for so many seconds; what is left for the last step is spread over it. */
function steady(perSecond: number, seconds: number): LoadPattern {
  const stepSeconds = stepSecondsOf(seconds);
  const writes = new Float64Array(Math.max(1, Math.ceil(seconds / stepSeconds))).fill(perSecond);
  const last = writes.length - 1;
  writes[last] = (perSecond * (seconds - last * stepSeconds)) / stepSeconds;
  return { name: "steady", startMs: MONDAY_MS, stepSeconds, writes };
}
