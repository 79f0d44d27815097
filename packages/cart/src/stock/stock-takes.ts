import type { Random } from "@spillway/pacing";

/** One of a product's stock counters, as it was when it was read. */
export interface StockCounter {
  /** Its number, from 0. */
  readonly shard: number;
  /** Units, 0 or more. */
  readonly left: number;
}

/** What is to be taken from one counter; it fails where the counter has less. */
export interface StockTake {
  readonly productId: string;
  /** Number of the counter, from 0. */
  readonly shard: number;
  /** 1 or more. */
  readonly units: number;
}

/**
 * A take from any one counter, without knowing how much it has. As long as there is plenty, that
 * is one update and no read, and as many buyers as there are counters don't meet.
 */
export function blindTake(
  { productId, units }: Omit<StockTake, "shard">,
  shards: number,
  random: Random,
): StockTake {
  return { productId, units, shard: Math.floor(random() * shards) };
}

/**
 * Takes from counters that were read: from any one that has enough, else from the fullest ones, so that they
 * are few.
 *
 * @returns undefined where all together have less
 */
export function spreadTakes(
  { productId, units }: Omit<StockTake, "shard">,
  counters: readonly StockCounter[],
  random: Random,
): StockTake[] | undefined {
  const enough = counters.filter(({ left }) => left >= units);
  const one = enough[Math.floor(random() * enough.length)];
  if (one !== undefined) return [{ productId, units, shard: one.shard }];
  const takes: StockTake[] = [];
  let wanted = units;
  for (const { shard, left } of counters.toSorted((a, b) => b.left - a.left)) {
    if (wanted === 0 || left === 0) break;
    const taken = Math.min(wanted, left);
    takes.push({ productId, units: taken, shard });
    wanted -= taken;
  }
  return wanted === 0 ? takes : undefined;
}
