import type { CapacityPolicy } from "./capacity-policy.ts";

/** Leaves the capacity with which the table begins. */
export function fixed(name = "fixed"): CapacityPolicy {
  return { name, billing: "provisioned" };
}
