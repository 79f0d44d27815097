import { type DecreaseCount, makeDecrease, noDecreases, TABLE_RESOURCE } from "@spillway/capacity";
import { expect } from "vitest";
import {
  decideCapacity,
  NOTHING_REMEMBERED,
  type ResourceMemory,
  type ScalingMemory,
  type ScalingReason,
  type TableScaling,
} from "../../src/index.ts";
import { HOUR_MS, MINUTE_MS, NOON_MS, SCALING, type Use, viewOf } from "./views.ts";

/** The midnight after noon, UTC. */
export const MIDNIGHT_MS = NOON_MS + 12 * HOUR_MS;

/** The table's memory, with `made` decreases half an hour before noon. */
export function after(made: number, more: Partial<ResourceMemory> = {}): ScalingMemory {
  let decreases: DecreaseCount = noDecreases(NOON_MS - HOUR_MS);
  for (let at = 0; at < made; at++) {
    decreases = makeDecrease(decreases, NOON_MS - 30 * MINUTE_MS) ?? decreases;
  }
  return { resources: { [TABLE_RESOURCE]: { decreases, ...more } } };
}

/** Minutes of metrics, what is set and remembered, and what is decided then. */
export interface Case {
  readonly what: string;
  readonly nowMs?: number;
  readonly uses: readonly Use[];
  readonly write?: number;
  readonly scaling?: Partial<TableScaling>;
  readonly memory?: ScalingMemory;
  readonly isUpdating?: boolean;
  /** The use that is expected, by how far ahead it is looked, in minutes. */
  readonly expected?: (aheadMinutes: number) => number;
  /** The write units that are set, and why; undefined: nothing is done and nothing is said. */
  readonly outcome?: readonly [to: number, reason: ScalingReason, because: string];
}

/** Decides, and holds steps and requests against the outcome. */
export function decideCase(given: Case): void {
  const { nowMs, uses, write = 5, scaling, memory, isUpdating, expected, outcome } = given;
  const view = viewOf(uses, {
    ...(nowMs !== undefined && { nowMs }),
    provisioned: { writeUnits: write },
    ...(isUpdating !== undefined && { isUpdating }),
  });
  const decision = decideCapacity(
    { ...SCALING, ...scaling },
    view,
    memory ?? NOTHING_REMEMBERED,
    expected && ((_, access, aheadMs) => (access === "write" ? expected(aheadMs / MINUTE_MS) : 0)),
  );
  const [to, reason, because] = outcome ?? [];
  expect(decision.steps).toEqual(
    outcome === undefined
      ? []
      : [{ resource: TABLE_RESOURCE, access: "write", from: write, to, reason, because }],
  );
  expect(decision.requests).toEqual(
    to === undefined || to === write
      ? []
      : [{ changes: [{ resource: TABLE_RESOURCE, to: { readUnits: 5, writeUnits: to } }] }],
  );
}
