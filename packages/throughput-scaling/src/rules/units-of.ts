import type { CapacityUnits } from "@spillway/capacity";
import type { Access } from "./scaling-decision.ts";

/** The name that an access has in units of capacity. */
export function units(access: Access): keyof CapacityUnits {
  return access === "read" ? "readUnits" : "writeUnits";
}

/** The least capacity that has so many units a second; capacity is a whole number, and 1 at least. */
export function capacityFor(unitsPerSecond: number): number {
  return Math.max(1, Math.ceil(unitsPerSecond - 1e-9));
}
