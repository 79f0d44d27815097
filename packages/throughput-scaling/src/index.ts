export type { DecideCapacity, RaiseThrottled, ThrottledCapacity } from "./rules/decide-capacity.ts";
export type {
  ResourceMemory,
  ScalingDecision,
  ScalingMemory,
  ScalingReason,
  ScalingStep,
} from "./rules/scaling-decision.ts";
export type { CapacityBounds, TableScaling } from "./rules/table-scaling.ts";
export type {
  ScalingActor,
  ScalingEvent,
  ScalingLease,
  ScalingState,
  ScalingStore,
} from "./state/scaling-store.ts";
