import type { ScalingStep } from "./scaling-decision.ts";

/** A step whose sentence is not put together yet: who simulates decides some hundred thousand times, and reads none. */
export interface UntoldStep extends Omit<ScalingStep, "because"> {
  readonly because: () => string;
}
