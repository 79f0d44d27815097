import type { PaceItem } from "./pace-item.ts";

/** Time that a buyer will not use, all of it still to come. */
export interface GiveBack {
  /** Tells it from every other. */
  readonly id: string;
  /** Milliseconds of each resource's time, above 0, whole ones. */
  readonly durations: ReadonlyMap<string, number>;
  /** The epoch in which the buyer was counted and is no more; undefined where the count stays. */
  readonly countedIn: number | undefined;
}

/**
 * What giving back makes of the item: all who bought later keep their time, and what follows them is
 * sold so much earlier.
 *
 * @returns undefined where it is refused
 */
export function takeBack(item: PaceItem | undefined, given: GiveBack): PaceItem | undefined {
  if (item === undefined || item.givenBack === given.id) return undefined;
  if (given.countedIn !== undefined && item.epoch !== given.countedIn) return undefined;
  const soldUntil: Record<string, number> = { ...item.soldUntil };
  for (const [resource, durationMs] of given.durations) {
    const until = soldUntil[resource];
    if (until === undefined) return undefined;
    soldUntil[resource] = until - durationMs;
  }
  const buyers = given.countedIn === undefined ? item.buyers : item.buyers - 1;
  return { ...item, soldUntil, buyers, givenBack: given.id };
}
