export type {
  CapacityPolicy,
  ThrottledAccess,
  UpdateRefusal,
} from "./policies/capacity-policy.ts";
