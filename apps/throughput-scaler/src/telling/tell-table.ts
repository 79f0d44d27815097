import type { GetMetricData } from "@spillway/aws";
import { type CapacityPrices, TABLE_RESOURCE } from "@spillway/capacity";
import {
  conditionsOf,
  type DayStore,
  type ScalingStep,
  type ScalingStore,
  type ThrottledCapacity,
} from "@spillway/throughput-scaling";
import type { Settings } from "../settings.ts";
import { costOfDay, lastWholeDay } from "./cost-of-day.ts";
import type { Count } from "./count.ts";
import { type CountedTable, countsOf } from "./count-table.ts";
import { type ConditionServices, tellConditions } from "./tell-conditions.ts";

/** What telling needs. */
export interface TellServices extends ConditionServices {
  readonly settings: Pick<Settings, "NOTICE_REPEAT_HOURS" | "FREQUENT_RAISES_PER_HOUR">;
  readonly store: ScalingStore;
  readonly days: DayStore;
  readonly getMetricData: GetMetricData;
  readonly count: Count;
  /** Of the tables' region; undefined where none come along: then no dollars are told. */
  readonly prices: CapacityPrices | undefined;
}

/** A steered table after a look at it. */
export interface TableReport extends Omit<CountedTable, "events" | "prices"> {
  readonly table: string;
  readonly steps: readonly ScalingStep[];
  /** Throttled though capacity was left. */
  readonly hot: readonly ThrottledCapacity[];
  /** When the table was made, in milliseconds. */
  readonly sinceMs?: number;
}

/** Enough of the history for the last hour: a table is changed a few times a minute at the most. */
const EVENTS_READ = 50;
const HOUR_MS = 3_600_000;

/**
 * Counts what happened to a table, by whomever; tells what a person should know of it; and once a day what
 * the day before cost.
 */
export async function tellTable(services: TellServices, report: TableReport): Promise<void> {
  const { settings, store, watches, count, prices } = services;
  const { table, view } = report;
  const [events, watch] = await Promise.all([
    store.history(table, EVENTS_READ),
    watches.read(table),
  ]);
  const conditions = conditionsOf({
    ...report,
    events,
    frequentAbove: settings.FREQUENT_RAISES_PER_HOUR,
  });
  const { seenEventId = "" } = watch;
  const fresh = events.filter(({ id, atMs }) => id > seenEventId && atMs > view.nowMs - HOUR_MS);
  const day = await dayOf(services, report, watch.costedDay);
  const isFirst = await tellConditions(services, { table, nowMs: view.nowMs, watch }, conditions, {
    ...(fresh[0] && { seenEventId: fresh[0].id }),
    ...(day && { costedDay: day.day }),
  });
  // Another run at the same time counts the same events.
  for (const [resource, counts] of countsOf({ ...report, prices, events: isFirst ? fresh : [] })) {
    count(table, resource, counts);
  }
  if (day === undefined || !isFirst) return;
  const { provisioned, raised, onDemand } = day;
  services.logger.info("cost of a day", { table, ...day });
  count(table, TABLE_RESOURCE, {
    DayProvisionedDollars: provisioned,
    DayRaisedDollars: raised,
    DayOnDemandDollars: onDemand,
  });
}

/** The costs of the last whole day, kept, where they are not told yet. */
async function dayOf(
  { days, getMetricData, logger, prices }: TellServices,
  { table, scaling, view, hours, sinceMs = 0 }: TableReport,
  costedDay: string | undefined,
) {
  if (prices === undefined) return undefined;
  const day = lastWholeDay(view.nowMs);
  // Of a table that was made since there is nothing to tell.
  if (hours === 0 || day === costedDay || sinceMs > Date.parse(day)) return undefined;
  try {
    const resources = [...view.resources.keys()];
    const costs = await costOfDay(getMetricData, { table, scaling, resources, prices }, day);
    await days.record(table, costs);
    return costs;
  } catch (error) {
    logger.warn("the cost of a day could not be told", { table, day, reason: String(error) });
    return undefined;
  }
}
