import type { ThrottlingReason } from "../throttling-reason.ts";
import type { MeteredResource } from "./metered-resource.ts";

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
  /** Units that it could give now; below 0 while it is owed some. */
  available(nowMs: number): number;
  /** Takes as many of `units` as it could give now, and says how many. */
  takeUpTo(nowMs: number, units: number): number;
  /** Takes `units`, on credit where there are fewer: what is missing is owed by those that follow. */
  charge(nowMs: number, units: number): void;
  /** Puts units back that were charged for something that was not done, or cost less. */
  giveBack(nowMs: number, units: number): void;
}

/** Units that one write needs from one limit. */
export interface Claim {
  readonly limit: Limit;
  readonly units: number;
}

/** How much of the claims was taken, and what stood in the way of the rest. */
export interface TakenShare {
  /** From 0, nothing, to 1, all. */
  readonly share: number;
  /** The limits that can't give all that is asked; none when all was taken. */
  readonly short: readonly Limit[];
}

/**
 * Takes every claim, or none: a write is done on its table and all its indexes or not at all.
 *
 * It is taken while every limit has anything left, and what it needs beyond that is on credit: as in
 * DynamoDB, whose admission asks for some tokens in the bucket and deducts what the work turns out to
 * be. So a write that is larger than all that a limit can save is done too, and pays for it by what
 * is refused after it.
 *
 * @returns the limits that have nothing left, each once; none when all was taken
 * @see https://www.usenix.org/conference/atc22/presentation/elhemali section 4: requests are allowed
 *   while tokens are available; US patent 8,953,453, of DynamoDB's throttling by work-based tokens
 * @example
 * takeAll(1_000, meter.writeClaims(write)); // → []: it was admitted
 */
export function takeAll(nowMs: number, claims: readonly Claim[]): readonly Limit[] {
  const short = claims.filter(({ limit, units }) => units > 0 && limit.available(nowMs) <= 0);
  if (short.length > 0) {
    return [...new Map(short.map(({ limit }) => [limit.name, limit])).values()];
  }
  chargeAll(nowMs, claims);
  return [];
}

/** Takes every claim, whatever is left: for what was done already. */
export function chargeAll(nowMs: number, claims: readonly Claim[]): void {
  for (const { limit, units } of claims) limit.charge(nowMs, units);
}

/** Puts every claim back: for what was not done after all, or cost something else. */
export function giveBackAll(nowMs: number, claims: readonly Claim[]): void {
  for (const { limit, units } of claims) limit.giveBack(nowMs, units);
}

/**
 * Takes the largest share of the claims that every limit can give, the same share of each: of many
 * writes together so many are done, and each of them on its table and all its indexes.
 *
 * Nothing is taken on credit: where `takeAll` would take a write on credit, this takes a part, and
 * where it would refuse, nothing. Of a flow of writes both give the same in the long run.
 *
 * @example
 * // 60 units are asked of a table that has 100, and as many of an index that has 15.
 * takeUpTo(1_000, claims); // → { share: 0.25, short: [the index's capacity] }
 */
export function takeUpTo(nowMs: number, claims: readonly Claim[]): TakenShare {
  const sums = sumsByLimit(claims);
  const short = limitsShort(nowMs, sums);
  const shares = sums.map(({ limit, units }) =>
    units > 0 ? Math.max(0, limit.available(nowMs)) / units : 1,
  );
  const share = Math.min(1, ...shares);
  for (const { limit, units } of sums) limit.takeUpTo(nowMs, units * share);
  return { share, short };
}

/** The first refusal of each table and index: one write is one throttle event there, not two. */
export function refusalByResource(limits: readonly Limit[]): readonly Refusal[] {
  const byArn = new Map<string, Refusal>();
  for (const { refusal } of limits) {
    if (!byArn.has(refusal.arn)) byArn.set(refusal.arn, refusal);
  }
  return [...byArn.values()];
}

/** One claim for each limit: several writes of one request may need the same. */
function sumsByLimit(claims: readonly Claim[]): readonly Claim[] {
  const sums = new Map<string, Claim>();
  for (const { limit, units } of claims) {
    sums.set(limit.name, { limit, units: units + (sums.get(limit.name)?.units ?? 0) });
  }
  return [...sums.values()];
}

function limitsShort(nowMs: number, claims: readonly Claim[]): readonly Limit[] {
  return claims
    .filter(({ limit, units }) => limit.available(nowMs) < units)
    .map(({ limit }) => limit);
}
