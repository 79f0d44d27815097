import type { CapacityView } from "@spillway/capacity";
import type { ScalingDecision, ScalingMemory } from "./scaling-decision.ts";
import type { TableScaling } from "./table-scaling.ts";

/** Decides from metrics; pure. */
export type DecideCapacity = (
  scaling: TableScaling,
  view: CapacityView,
  memory: ScalingMemory,
) => ScalingDecision;

/** What was throttled for lack of provisioned capacity. */
export interface ThrottledCapacity {
  /** The index's name, or `TABLE_RESOURCE`. */
  readonly resource: string;
  readonly access: "read" | "write";
}

/** Decides from throttles that were just seen; pure. The view's minutes may be empty. */
export type RaiseThrottled = (
  scaling: TableScaling,
  view: CapacityView,
  throttled: readonly ThrottledCapacity[],
) => ScalingDecision;
