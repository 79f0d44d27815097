import { minutesBetweenFirings } from "@spillway/aws";
import type { OutputsWith } from "../environment/outputs.ts";

/**
 * Minutes from one spike that the deployed schedule sends to the next, in the mean: what a
 * comparison's month is counted by. Infinity for a schedule that has ended.
 */
export function minutesBetweenSpikes({ spike }: OutputsWith<"spike">, atMs: number): number {
  return minutesBetweenFirings(spike.schedule_expression, atMs);
}

/** When the deployed schedule sends a spike: `every 10 minutes`, `every hour`, `by cron(0 9 * * ? *)`. */
export function spikeTimes({ spike }: OutputsWith<"spike">): string {
  const { schedule_expression: expression } = spike;
  const [, value, unit] = /^rate\((\d+) ([a-z]+)\)$/.exec(expression) ?? [];
  if (unit === undefined) return `by ${expression}`;
  return value === "1" ? `every ${unit}` : `every ${value} ${unit}`;
}
