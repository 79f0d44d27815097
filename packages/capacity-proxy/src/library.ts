// What `@spillway/capacity-proxy` offers to whoever installs it: these names are kept by its version's rules. What
// `index.ts` has beyond them is for the other packages of this repository.
export {
  type CapacityProxy,
  type CapacityProxyErrorCode,
  type CapacityProxyOptions,
  type Clock,
  DECREASE_RULES,
  type Faults,
  isSpillwayError,
  type ProxyDecreaseRule,
  type SpillwayError,
  startCapacityProxy,
  type UpdateStore,
  type UsageEvent,
} from "./index.ts";
