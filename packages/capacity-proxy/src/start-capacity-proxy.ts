import { SpillwayError } from "@spillway/errors";
import type { CapacityProxy, CapacityProxyOptions } from "./proxy-options.ts";

export async function startCapacityProxy(_options: CapacityProxyOptions): Promise<CapacityProxy> {
  throw new SpillwayError("NOT_YET", "being written");
}
