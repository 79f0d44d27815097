import { buyersOf, epochAt, type PaceItem } from "./pace-item.ts";

/** The furthest ahead that time is sold. Beyond it something is wrong, or there are thousands of buyers. */
export const MAX_AHEAD_MS = 60_000;

/** What a buyer would like to have. */
export interface Wish {
  readonly nowMs: number;
  /** Milliseconds of each resource's time, above 0, whole ones. */
  readonly durations: ReadonlyMap<string, number>;
  /** The epoch in which this buyer was counted last. */
  readonly countedIn: number | undefined;
  /** Resources whose time was sold ahead when this buyer bought last. */
  readonly soldAhead: ReadonlySet<string>;
}

/**
 * How a buyer is counted: among those of the item's epoch, as the first of the one that follows it, or as
 * the first after a pause.
 */
export type Counting = "same epoch" | "next epoch" | "anew";

/** One purchase, as a conditional update: where one of its conditions does not hold, nothing is sold. */
export interface Sale {
  readonly nowMs: number;
  readonly counted: { readonly epoch: number; readonly how: Counting } | undefined;
  readonly parts: readonly SalePart[];
}

/** Time of one resource: what follows the time that is sold, or, where that has passed, from now on. */
export interface SalePart {
  readonly resource: string;
  readonly durationMs: number;
  readonly begins: "after the last" | "now";
}

/** Time that is a buyer's own. */
export interface Slot {
  readonly beginMs: number;
  readonly endMs: number;
}

/**
 * The purchase that will likely go through.
 *
 * @param known the item as it was seen last
 * @param isFresh whether it was seen just now; else it was a lease ago, and others have bought since
 */
export function planSale(known: PaceItem | undefined, wish: Wish, isFresh: boolean): Sale {
  const { nowMs, durations, soldAhead } = wish;
  const parts = [...durations].map(([resource, durationMs]): SalePart => {
    const until = known?.soldUntil[resource] ?? Number.NEGATIVE_INFINITY;
    const isAhead = until >= nowMs || (!isFresh && soldAhead.has(resource));
    const begins = isAhead ? "after the last" : "now";
    return { resource, durationMs, begins };
  });
  return { nowMs, parts, counted: counting(known, wish, isFresh) };
}

function counting(known: PaceItem | undefined, wish: Wish, isFresh: boolean): Sale["counted"] {
  const epoch = Math.max(epochAt(wish.nowMs), known?.epoch ?? 0);
  if (known === undefined) return { epoch, how: "anew" };
  if (wish.countedIn !== undefined && wish.countedIn >= epoch) return undefined;
  // Where there are others, one of them has likely begun the new epoch.
  const othersCame = !isFresh && buyersOf(known, known.epoch) > 1;
  if (known.epoch === epoch || othersCame) return { epoch, how: "same epoch" };
  return { epoch, how: known.epoch === epoch - 1 ? "next epoch" : "anew" };
}

/**
 * What a purchase makes of the item.
 *
 * @returns undefined where it is refused
 */
export function sell(item: PaceItem | undefined, sale: Sale): PaceItem | undefined {
  const { nowMs, parts, counted } = sale;
  const soldUntil: Record<string, number> = { ...item?.soldUntil };
  for (const { resource, durationMs, begins } of parts) {
    const until = soldUntil[resource];
    if (begins === "now") {
      if (until !== undefined && until >= nowMs) return undefined;
      soldUntil[resource] = nowMs + durationMs;
    } else {
      if (until === undefined || until < nowMs || until > nowMs + MAX_AHEAD_MS) return undefined;
      soldUntil[resource] = until + durationMs;
    }
  }
  const count = countedBuyers(item, counted);
  return count && { ...item, at: nowMs, soldUntil, ...count };
}

function countedBuyers(
  item: PaceItem | undefined,
  counted: Sale["counted"],
): Pick<PaceItem, "epoch" | "buyers" | "buyersBefore"> | undefined {
  const { epoch = 0, buyers = 0, buyersBefore = 0 } = item ?? {};
  if (counted === undefined) return item && { epoch, buyers, buyersBefore };
  switch (counted.how) {
    case "same epoch":
      return item?.epoch === counted.epoch
        ? { epoch, buyers: buyers + 1, buyersBefore }
        : undefined;
    case "next epoch":
      return item?.epoch === counted.epoch - 1
        ? { epoch: counted.epoch, buyers: 1, buyersBefore: buyers }
        : undefined;
    case "anew":
      return item === undefined || item.epoch < counted.epoch - 1
        ? { epoch: counted.epoch, buyers: 1, buyersBefore: 0 }
        : undefined;
  }
}

/** The time that a sale gave, by resource. @param before the item as it was before the sale */
export function slotsOf(before: PaceItem | undefined, sale: Sale): ReadonlyMap<string, Slot> {
  return new Map(
    sale.parts.map(({ resource, durationMs, begins }) => {
      const until = before?.soldUntil[resource];
      const beginMs = begins === "now" || until === undefined ? sale.nowMs : until;
      return [resource, { beginMs, endMs: beginMs + durationMs }];
    }),
  );
}

/** How long it is until time is sold again; 0 where it is. */
export function soldOutForMs(
  item: PaceItem,
  { nowMs, durations }: Pick<Wish, "nowMs" | "durations">,
): number {
  let longestMs = 0;
  for (const resource of durations.keys()) {
    const until = item.soldUntil[resource] ?? nowMs;
    longestMs = Math.max(longestMs, until - nowMs - MAX_AHEAD_MS);
  }
  return longestMs;
}
