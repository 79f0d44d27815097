import {
  type DecreaseCount,
  type DecreaseRule,
  decreasesLeft,
  makeDecrease,
  noDecreases,
} from "@spillway/capacity";
import type { JsonObject } from "../http/wire-json.ts";
import { type AskedChange, isDecrease, isIncrease } from "./asked-changes.ts";

/** What a table's or index's decreases are held to; `unlimited`: they are only counted. */
export type ProxyDecreaseRule = DecreaseRule | "unlimited";

/** Every rule there is. */
export const DECREASE_RULES = [
  "four and one an hour",
  "four, then hourly",
  "unlimited",
] as const satisfies readonly ProxyDecreaseRule[];

/** The changes of a table's or index's capacity that the proxy has let through. */
export interface ChangesMade {
  readonly decreases: DecreaseCount;
  readonly lastIncreaseMs?: number;
}

/** A table or index of which the proxy knows no change. */
export function noChanges(nowMs: number): ChangesMade {
  return { decreases: noDecreases(nowMs) };
}

/** Whether a change can be made now: what takes nothing away always can. */
export function canBeMade(
  made: ChangesMade,
  change: AskedChange,
  nowMs: number,
  rule: DecreaseRule,
): boolean {
  if (!isDecrease(change)) return true;
  return decreasesLeft(made.decreases, nowMs, rule) > 0;
}

/** Counts a change that is made now. */
export function withChange(
  made: ChangesMade,
  change: AskedChange,
  nowMs: number,
  rule: ProxyDecreaseRule,
): ChangesMade {
  return {
    decreases: isDecrease(change) ? counted(made.decreases, nowMs, rule) : made.decreases,
    ...(isIncrease(change) ? { lastIncreaseMs: nowMs } : lastIncreaseOf(made)),
  };
}

function counted(count: DecreaseCount, nowMs: number, rule: ProxyDecreaseRule): DecreaseCount {
  const after = makeDecrease(count, nowMs, rule === "unlimited" ? undefined : rule);
  // Where none is left and nobody minds, it is counted all the same.
  return after ?? { ...count, madeToday: count.madeToday + 1, lastMs: nowMs };
}

function lastIncreaseOf({ lastIncreaseMs }: ChangesMade): Pick<ChangesMade, "lastIncreaseMs"> {
  return lastIncreaseMs === undefined ? {} : { lastIncreaseMs };
}

const DAY_MS = 86_400_000;

/** Decreases since the begin of the UTC day that it is now. */
export function decreasesToday({ decreases }: ChangesMade, nowMs: number): number {
  return nowMs < decreases.dayStartMs + DAY_MS ? decreases.madeToday : 0;
}

/**
 * A throughput as DescribeTable tells it, with the changes of which only the proxy knows: DynamoDB Local
 * and moto count none.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ProvisionedThroughputDescription.html
 */
export function withChangesTold(
  throughput: JsonObject,
  made: ChangesMade | undefined,
  nowMs: number,
): JsonObject {
  const { lastMs } = made?.decreases ?? {};
  const { lastIncreaseMs } = made ?? {};
  return {
    ...throughput,
    NumberOfDecreasesToday: made === undefined ? 0 : decreasesToday(made, nowMs),
    ...(lastIncreaseMs === undefined ? {} : { LastIncreaseDateTime: lastIncreaseMs / 1_000 }),
    ...(lastMs === undefined ? {} : { LastDecreaseDateTime: lastMs / 1_000 }),
  };
}
