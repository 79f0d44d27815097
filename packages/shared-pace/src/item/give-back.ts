import type { PaceItem } from "./pace-item.ts";

/** Time that a buyer will not use, all of it still to come. */
export interface GiveBack {
  /** Tells it from every other; a further try has another one. */
  readonly id: string;
  /** The id of what was given back last, as the buyer knows the item; undefined where nothing was. */
  readonly after: string | undefined;
  /** Milliseconds of each resource's time, above 0, whole ones. */
  readonly durations: ReadonlyMap<string, number>;
  /** The epoch in which the buyer was counted and is no more; undefined where the count stays. */
  readonly countedIn: number | undefined;
}

/**
 * What giving back makes of the item: all who bought later keep their time, and what follows them is
 * sold so much earlier. It is done at most once, however often and however late the same request
 * arrives: what it follows is then not what was given back last, and never will be again.
 *
 * @returns undefined where it is refused
 */
export function takeBack(item: PaceItem | undefined, given: GiveBack): PaceItem | undefined {
  if (item === undefined || item.givenBack !== given.after) return undefined;
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

/**
 * A further try of what was refused, now that the item is known.
 *
 * @param item as it is
 * @returns undefined where nothing is left to give back
 */
export function givenAnew(
  given: GiveBack,
  item: PaceItem | undefined,
  id: string,
): GiveBack | undefined {
  if (item === undefined) return undefined;
  // In a new epoch the buyer is not counted.
  const countedIn = item.epoch === given.countedIn ? given.countedIn : undefined;
  if (given.durations.size === 0 && countedIn === undefined) return undefined;
  return { ...given, id, after: item.givenBack, countedIn };
}
