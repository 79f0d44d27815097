import { awsRequest } from "@spillway/aws";
import { pricesOf } from "@spillway/capacity";
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

/** An event, and what it costs at the list prices of us-east-1. */
export interface PricedEvent extends ScalingEvent {
  /** What it adds to a day's cost while it lasts; below 0 where it saves, 0 where it was refused. */
  readonly dollarsADay: number;
  /** What its capacity above the baseline has cost, until it was changed again or until now. */
  readonly dollarsRaised: number;
  /** Whether that goes on. */
  readonly goesOn: boolean;
}

/** The last events of all tables, the newest first. */
export async function scalingHistory(
  { clients, store, tables }: ScalingTarget,
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
    events.push(...priced(own, scaling, nowMs));
  }
  return events.sort((a, b) => b.atMs - a.atMs).slice(0, limit);
}

/** The newest events of one table with their prices. */
export function priced(
  events: readonly ScalingEvent[],
  scaling: TableScaling,
  nowMs: number,
): readonly PricedEvent[] {
  const baseOf = (resource: string) => boundsOf(scaling, resource).base;
  const stretches = raisedCosts(events, baseOf, nowMs, pricesOf("us-east-1"));
  return events.map((event) => {
    const own = stretches.filter(({ eventId }) => eventId === event.id);
    return {
      ...event,
      dollarsADay: event.refused === undefined ? dollarsADayOf(event.steps) : 0,
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
  const end = refused === undefined ? dim(costText(event)) : red(`refused: ${refused}`);
  // Reads and writes of a resource often have the same reason.
  const reasons = [...new Set(steps.map(({ because }) => because))];
  return [
    `${moment} ${by} ${table}: ${stepsText(steps)} ${end}`,
    ...reasons.map((reason) => dim(`  ${reason}`)),
  ].join("\n");
}

function costText({ dollarsADay, dollarsRaised, goesOn }: PricedEvent): string {
  const more = moreADayText(dollarsADay);
  if (dollarsRaised === 0) return more;
  const until = goesOn ? "so far" : "until the next change";
  return `${more}; above the baseline ${formatMoney(dollarsRaised)} ${until}`;
}
