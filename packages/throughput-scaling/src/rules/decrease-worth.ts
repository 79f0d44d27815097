import {
  type CapacityUnits,
  DECREASES_AT_ONCE,
  decreasesLeft,
  nextDecreaseAt,
  noDecreases,
} from "@spillway/capacity";
import type { ResourceMemory } from "./scaling-decision.ts";
import type { CapacityBounds, TableScaling } from "./table-scaling.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Whether a decrease is to be spent, and on what grounds. */
export interface DecreaseWorth {
  /** Decreases that are left of this resource's. */
  readonly left: number;
  /** When the next one can be made, in milliseconds, where none is left. */
  readonly nextAtMs: number;
  /** What it brings: unit-hours, in write units. */
  readonly saved: number;
  /** What one of those that are left is kept for: unit-hours, in write units. */
  readonly price: number;
}

/**
 * Holds what a decrease would save against what it may be needed for.
 *
 * It saves its units for as long as they are likely to be saved, an hour at most: after an hour there is
 * another decrease. What has not been raised for a while is taken to stay so for as long again.
 *
 * To spend it costs something only if another, larger one is wanted before it has grown again, in an hour
 * or at midnight UTC. The largest gives back the highest raise of the last day. With one decrease left,
 * a quarter of that is the price, and with each further one half of the former. With all four, to go back to the
 * baseline costs nothing: no further one grows while there are four.
 */
export function worthOf(
  scaling: TableScaling,
  bounds: CapacityBounds,
  memory: ResourceMemory | undefined,
  nowMs: number,
  change: { readonly from: CapacityUnits; readonly to: CapacityUnits; readonly forMs: number },
): DecreaseWorth {
  const { decreaseRule } = scaling;
  const saved = inWriteUnits(change.from) - inWriteUnits(change.to);
  const savedFor = (saved * Math.min(HOUR_MS, change.forMs)) / HOUR_MS;
  if (decreaseRule === "unlimited") {
    return { left: Number.POSITIVE_INFINITY, nextAtMs: nowMs, saved: savedFor, price: 0 };
  }
  const count = memory?.decreases ?? noDecreases(nowMs);
  const forbiddenUntilMs = memory?.noDecreaseBeforeMs ?? 0;
  const left = nowMs < forbiddenUntilMs ? 0 : decreasesLeft(count, nowMs, decreaseRule);
  if (left === 0) {
    const nextAtMs = Math.max(forbiddenUntilMs, nextDecreaseAt(count, nowMs, decreaseRule));
    return { left, nextAtMs, saved: 0, price: 0 };
  }
  const highest = memory?.highest ?? change.from;
  const largest = Math.max(
    inWriteUnits(highest) - inWriteUnits(bounds.base),
    inWriteUnits(change.from) - inWriteUnits(bounds.base),
  );
  const isFree = left >= DECREASES_AT_ONCE && inWriteUnits(change.to) <= inWriteUnits(bounds.base);
  const untilNextMs = Math.min(HOUR_MS, DAY_MS - (nowMs % DAY_MS));
  return {
    left,
    nextAtMs: nowMs,
    saved: savedFor,
    price: isFree ? 0 : (largest * untilNextMs * 0.5 ** (left + 1)) / HOUR_MS,
  };
}

/** A provisioned read unit costs a fifth of a write unit, in each region. */
const READ_IN_WRITE_UNITS = 0.2;

/** Capacity by what it costs, as so many write units. */
function inWriteUnits(capacity: CapacityUnits): number {
  return capacity.writeUnits + capacity.readUnits * READ_IN_WRITE_UNITS;
}
