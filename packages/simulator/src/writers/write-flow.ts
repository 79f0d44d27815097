import type { FlowMeter } from "@spillway/capacity";
import { hotPartitions } from "../load/hot-partitions.ts";
import type { TableLoad } from "../load/table-load.ts";
import { AtOnceFlow } from "./at-once-flow.ts";
import { PacedFlow } from "./paced-flow.ts";
import type { RequestFlow } from "./request-flow.ts";
import { SpilloverFlow } from "./spillover-flow.ts";

/** The writes of a load, on their way as its writers send them. */
export function writeFlow(load: TableLoad, meter: FlowMeter): RequestFlow {
  const hot = hotPartitions(load);
  const { drainUnits = Number.POSITIVE_INFINITY, writeUnits = 1 } = load;
  const mostDrained = writeUnits > 0 ? drainUnits / writeUnits : Number.POSITIVE_INFINITY;
  if (load.writers === "paced") return new PacedFlow(meter, hot, mostDrained);
  if (load.writers === "spillover") return new SpilloverFlow(meter, hot, mostDrained);
  return new AtOnceFlow(meter, hot, load.whenThrottled);
}
