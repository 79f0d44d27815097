import type { ThrottlingReason } from "@spillway/capacity";
import type { MeteredResource } from "./usage-ledger.ts";

/** Why something was refused, and by what. */
export interface Refusal {
  readonly reason: ThrottlingReason;
  readonly resource: MeteredResource;
  /** The table's or index's ARN, as `ThrottlingReasons` names it. */
  readonly arn: string;
  /** Whether the resource is provisioned; it decides which exception DynamoDB answers with. */
  readonly provisioned: boolean;
}

/** Something that gives out units over time: a table's capacity, an index's, a partition's. */
export interface Limit {
  /** What makes it this limit and no other. */
  readonly name: string;
  readonly refusal: Refusal;
  /** Units that it could give now. */
  available(nowMs: number): number;
  /** Takes units that are available. */
  take(nowMs: number, units: number): void;
}

/** Units that one write needs from one limit. */
export interface Claim {
  readonly limit: Limit;
  readonly units: number;
}

/**
 * Takes every claim, or none: a write is done on its table and all its indexes or not at all.
 *
 * @returns the limits that can't give what is asked; none when all was taken
 */
export function takeAll(nowMs: number, claims: readonly Claim[]): readonly Limit[] {
  const needed = new Map<string, { limit: Limit; units: number }>();
  for (const { limit, units } of claims) {
    const sum = needed.get(limit.name);
    if (sum === undefined) needed.set(limit.name, { limit, units });
    else sum.units += units;
  }
  const sums = [...needed.values()];
  const short = sums.filter(({ limit, units }) => limit.available(nowMs) < units);
  if (short.length > 0) return short.map(({ limit }) => limit);
  for (const { limit, units } of sums) limit.take(nowMs, units);
  return [];
}
