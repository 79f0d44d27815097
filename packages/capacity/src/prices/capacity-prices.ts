import type { CapacityPrices } from "./prices.ts";

/** In the order of {@link CapacityPrices}; tests hold them against the regions' price lists. */
const BY_REGION: Readonly<Record<string, readonly [number, number, number, number]>> = {
  "us-east-1": [0.625e-6, 0.125e-6, 0.00065, 0.00013],
  "us-west-2": [0.625e-6, 0.125e-6, 0.00065, 0.00013],
  "eu-west-1": [0.705e-6, 0.1415e-6, 0.000735, 0.000147],
  "eu-central-1": [0.7625e-6, 0.1525e-6, 0.000793, 0.0001586],
  "ap-northeast-1": [0.715e-6, 0.1425e-6, 0.000742, 0.0001484],
};

/**
 * What capacity costs in a region, without the price lists: for functions, whose zips these would swell.
 *
 * @returns undefined where no prices of the region come along
 */
export function capacityPricesOf(region: string): CapacityPrices | undefined {
  const found = Object.hasOwn(BY_REGION, region) ? BY_REGION[region] : undefined;
  if (found === undefined) return undefined;
  const [onDemandWriteUnit, onDemandReadUnit, writeUnitHour, readUnitHour] = found;
  return { onDemandWriteUnit, onDemandReadUnit, writeUnitHour, readUnitHour };
}
