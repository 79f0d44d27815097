import { costOfLambda, costOfRequests, type Prices } from "@spillway/capacity";
import type { ShopUsage } from "./shop-usage.ts";

/**
 * One request to an HTTP API, of up to 512 KB, in us-east-1: of the first 300 million of a month, as seen in
 * November 2026.
 *
 * @see https://aws.amazon.com/api-gateway/pricing/
 */
const API_REQUEST_DOLLARS = 1e-6;

/** What a shop's use costs in US dollars, by who sends the bill. */
export interface ShopDollars {
  readonly dynamodb: number;
  readonly lambda: number;
  readonly api: number;
}

/**
 * What a shop's use costs, for so many orders.
 *
 * @param orders that came of this use, above 0
 * @param per for how many of them
 */
export function shopDollars(
  { writeUnits, readUnits, functions, apiRequests }: ShopUsage,
  prices: Prices,
  orders: number,
  per = 1_000,
): ShopDollars {
  const lambda = functions.reduce((sum, usage) => sum + costOfLambda(usage, prices), 0);
  const scale = per / orders;
  return {
    dynamodb: costOfRequests({ writeUnits, readUnits }, prices) * scale,
    lambda: lambda * scale,
    api: apiRequests * API_REQUEST_DOLLARS * scale,
  };
}

/** All bills together. */
export function dollarsInAll({ dynamodb, lambda, api }: ShopDollars): number {
  return dynamodb + lambda + api;
}
