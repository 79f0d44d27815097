import type { Condition } from "./condition.ts";

/** When each condition was last told, in milliseconds, by its key; a JSON document. */
export type Told = Readonly<Record<string, number>>;

/** A condition that ends and comes back is not told again within this time, in milliseconds. */
export const SHORTEST_GAP_MS = 3_600_000;

/**
 * What of conditions is to be told now. Each is told once; again after `repeatMs` while it lasts, and anew
 * when it comes back, but not within an hour.
 *
 * @param conditions those that hold now
 * @param told what was told before
 * @param repeatMs in milliseconds, at least an hour
 * @returns what is to be told, and what is to be remembered: the same object where nothing changes
 * @example
 * const first = tellOnce(conditions, {}, nowMs, 24 * 3_600_000);
 * tellOnce(conditions, first.told, nowMs + 60_000, 24 * 3_600_000).now; // → []
 */
export function tellOnce(
  conditions: readonly Condition[],
  told: Told,
  nowMs: number,
  repeatMs: number,
): { readonly now: readonly Condition[]; readonly told: Told } {
  const holding = new Set(conditions.map(({ key }) => key));
  const kept = Object.entries(told).filter(
    ([key, atMs]) => holding.has(key) || nowMs - atMs < SHORTEST_GAP_MS,
  );
  const now = conditions.filter(({ key }) => {
    const atMs = told[key];
    return atMs === undefined || nowMs - atMs >= repeatMs;
  });
  if (now.length === 0 && kept.length === Object.keys(told).length) return { now, told };
  const after = Object.fromEntries(kept);
  for (const { key } of now) after[key] = nowMs;
  return { now, told: after };
}
