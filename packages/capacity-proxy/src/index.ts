export { isSpillwayError, type SpillwayError } from "@spillway/errors";
export type { Clock } from "@spillway/pacing";
export { type CapacityProxyErrorCode, capacityProxyError } from "./capacity-proxy-error.ts";
export type { Faults } from "./faults/faults.ts";
export type { CapacityProxy, CapacityProxyOptions } from "./proxy-options.ts";
export { startCapacityProxy } from "./start-capacity-proxy.ts";
export { DECREASE_RULES, type ProxyDecreaseRule } from "./updates/changes-made.ts";
export type { UpdateStore } from "./updates/table-updates.ts";
export type { UsageEvent } from "./usage/usage-event.ts";
