import { awsRequest } from "@spillway/aws";
import type { CapacityPrices } from "@spillway/capacity";
import { formatMoment, formatMoney } from "@spillway/report-page";
import {
  boundsOf,
  raisedCosts,
  type ScalingEvent,
  type TableScaling,
} from "@spillway/throughput-scaling";
import type { Terminal } from "../command-line/terminal.ts";
import { dollarsADayOf } from "./capacity-cost.ts";
import type { ScalingTarget } from "./scaling-target.ts";
import { moreADayText, stepsText } from "./step-text.ts";

/** An event, and what it costs at the list prices of the region; null where these are not known. */
export interface PricedEvent extends ScalingEvent {
  /** What it adds to a day's cost while it lasts; below 0 where it saves, 0 where it was refused. */
  readonly dollarsADay: number | null;
  /** What its capacity above the baseline has cost, until it was changed again or until now. */
  readonly dollarsRaised: number | null;
  /** Whether that goes on. */
  readonly goesOn: boolean;
}

/** The last events of all tables, the newest first. */
export async function scalingHistory(
  { clients, store, tables, prices }: ScalingTarget,
  limit: number,
  nowMs: number,
): Promise<readonly PricedEvent[]> {
  const events: PricedEvent[] = [];
  for (const [table, scaling] of tables) {
    const own = await awsRequest(
      `could not read the scaling history of ${table}`,
      clients.target,
      () => store.history(table, limit),
    );
    events.push(...priced(own, scaling, nowMs, prices));
  }
  return events.sort((a, b) => b.atMs - a.atMs).slice(0, limit);
}

/** The newest events of one table with what they cost. */
export function priced(
  events: readonly ScalingEvent[],
  scaling: TableScaling,
  nowMs: number,
  prices: CapacityPrices | undefined,
): readonly PricedEvent[] {
  if (prices === undefined) {
    return events.map((event) => {
      return { ...event, dollarsADay: null, dollarsRaised: null, goesOn: false };
    });
  }
  const baseOf = (resource: string) => boundsOf(scaling, resource).base;
  const stretches = raisedCosts(events, baseOf, nowMs, prices);
  return events.map((event) => {
    const own = stretches.filter(({ eventId }) => eventId === event.id);
    return {
      ...event,
      dollarsADay: event.refused === undefined ? dollarsADayOf(event.steps, prices) : 0,
      dollarsRaised: own.reduce((sum, { dollars }) => sum + dollars, 0),
      goesOn: own.some(({ untilMs }) => untilMs === nowMs),
    };
  });
}

/** Events for a person to read: when, who, what, the cost, and why. */
export function historyText(events: readonly PricedEvent[], colours: Terminal["colours"]): string {
  if (events.length === 0) return "nothing was scaled";
  return events.map((event) => eventText(event, colours)).join("\n");
}

/** One event: a line, and its reasons below. */
export function eventText(event: PricedEvent, { dim, red }: Terminal["colours"]): string {
  const { table, atMs, by, steps, refused } = event;
  const moment = formatMoment(new Date(atMs).toISOString());
  const end = refused === undefined ? costText(event, dim) : red(` refused: ${refused}`);
  // Reads and writes of a resource often have the same reason.
  const reasons = [...new Set(steps.map(({ because }) => because))];
  return [
    `${moment} ${by} ${table}: ${stepsText(steps)}${end}`,
    ...reasons.map((reason) => dim(`  ${reason}`)),
  ].join("\n");
}

function costText(
  { dollarsADay, dollarsRaised, goesOn }: PricedEvent,
  dim: Terminal["colours"]["dim"],
): string {
  if (dollarsADay === null) return "";
  const more = moreADayText(dollarsADay);
  if (!dollarsRaised) return ` ${dim(more)}`;
  const until = goesOn ? "so far" : "until the next change";
  return ` ${dim(`${more}; above the baseline ${formatMoney(dollarsRaised)} ${until}`)}`;
}
