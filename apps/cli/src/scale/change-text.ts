import type { CapacityPrices } from "@spillway/capacity";
import type { Terminal } from "../command-line/terminal.ts";
import { nameOf } from "./asked-capacity.ts";
import { dollarsADayOf } from "./capacity-cost.ts";
import type { ChangeResult } from "./change-capacity.ts";
import { moreADayText, stepsText } from "./step-text.ts";

const STOPPED: Readonly<Record<NonNullable<ChangeResult["stopped"]>, string>> = {
  busy: "another one is changing it: nothing was asked for",
  "in use": "another one has just changed it: the rest was not sent. Try again when it is ACTIVE.",
  "limit exceeded": "DynamoDB refused the change: the rest was not sent",
  "lease lost": "the lease was lost on the way: the rest was not sent",
  "still updating": "it is being updated: the change is in effect when it is ACTIVE",
};

/**
 * What became of a change, for a person to read: what was done, and what was not and why.
 *
 * @param prices of the region; undefined: what it costs is left out
 */
export function changeText(
  result: ChangeResult,
  { green, red, dim }: Terminal["colours"],
  prices: CapacityPrices | undefined,
): string {
  const { table, changed, refused, held, notSent, stopped, busyUntil } = result;
  const steps = changed.flatMap((event) => event.steps);
  const lines: string[] = [];
  if (steps.length > 0) {
    const more = prices === undefined ? "" : ` ${dim(moreADayText(dollarsADayOf(steps, prices)))}`;
    lines.push(`${green("✔")} ${table}: ${stepsText(steps)}${more}`);
  }
  for (const event of refused) {
    lines.push(`${red("✖")} ${table}: ${stepsText(event.steps)} was refused: ${event.refused}`);
  }
  for (const { resource, access, from, because } of held) {
    lines.push(`${red("✖")} ${table}: ${nameOf(resource)} stays at ${from} ${access}. ${because}`);
  }
  if (notSent.length > 0) {
    lines.push(`${red("✖")} ${table}: ${stepsText(notSent)} was not asked for`);
  }
  if (stopped !== undefined) {
    const until = busyUntil === undefined ? "" : `, until ${busyUntil} at the latest`;
    const mark = stopped === "still updating" ? dim("…") : red("✖");
    lines.push(`${mark} ${table}: ${STOPPED[stopped]}${until}`);
  }
  if (lines.length === 0) lines.push(`${table} has it already: nothing was changed`);
  return lines.join("\n");
}
