export type { CapacityPolicy, UpdateRefusal } from "./policies/capacity-policy.ts";
