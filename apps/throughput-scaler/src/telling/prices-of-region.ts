import { type CapacityPrices, capacityPricesOf } from "@spillway/capacity";
import type { Telemetry } from "@spillway/lambda-runtime";

/**
 * What capacity costs in the function's region. Where nobody knows, that is said once and dollars are left
 * out: it is no reason not to scale.
 */
export function pricesOfRegion(
  region: string,
  logger: Pick<Telemetry["logger"], "warn">,
): CapacityPrices | undefined {
  const prices = capacityPricesOf(region);
  if (prices === undefined) {
    logger.warn("no prices of this region come along: dollars are left out of metrics and log", {
      region,
    });
  }
  return prices;
}
