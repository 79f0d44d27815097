import { awsRequest } from "@spillway/aws";
import { formatMoment } from "@spillway/report-page";
import type { ScalingEvent } from "@spillway/throughput-scaling";
import type { Terminal } from "../command-line/terminal.ts";
import { dollarsADayOf } from "./capacity-cost.ts";
import type { ScalingTarget } from "./scaling-target.ts";
import { moreADayText, stepsText } from "./step-text.ts";

/** An event, and what it adds to a day's cost while it lasts. */
export interface PricedEvent extends ScalingEvent {
  /** At the list prices of us-east-1; below 0 where it saves, 0 where it was refused. */
  readonly dollarsADay: number;
}

/** The last events of all tables, the newest first. */
export async function scalingHistory(
  { clients, store, tables }: ScalingTarget,
  limit: number,
): Promise<readonly PricedEvent[]> {
  const events: ScalingEvent[] = [];
  for (const table of tables.keys()) {
    const own = await awsRequest(
      `could not read the scaling history of ${table}`,
      clients.target,
      () => store.history(table, limit),
    );
    events.push(...own);
  }
  return events
    .sort((a, b) => b.atMs - a.atMs)
    .slice(0, limit)
    .map(priced);
}

/** An event with its price. */
export function priced(event: ScalingEvent): PricedEvent {
  return { ...event, dollarsADay: event.refused === undefined ? dollarsADayOf(event.steps) : 0 };
}

/** Events for a person to read: when, who, what, the cost, and why. */
export function historyText(events: readonly PricedEvent[], colours: Terminal["colours"]): string {
  if (events.length === 0) return "nothing was scaled";
  return events.map((event) => eventText(event, colours)).join("\n");
}

/** One event: a line, and its reasons below. */
export function eventText(event: PricedEvent, { dim, red }: Terminal["colours"]): string {
  const { table, atMs, by, steps, refused, dollarsADay } = event;
  const moment = formatMoment(new Date(atMs).toISOString());
  const end = refused === undefined ? dim(moreADayText(dollarsADay)) : red(`refused: ${refused}`);
  // Reads and writes of a resource often have the same reason.
  const reasons = [...new Set(steps.map(({ because }) => because))];
  return [
    `${moment} ${by} ${table}: ${stepsText(steps)} ${end}`,
    ...reasons.map((reason) => dim(`  ${reason}`)),
  ].join("\n");
}
