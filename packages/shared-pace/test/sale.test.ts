import { describe, expect, it } from "vitest";
import { buyersOf, EPOCH_MS, type PaceItem, paceItemKey } from "../src/item/pace-item.ts";
import {
  MAX_AHEAD_MS,
  planSale,
  type Sale,
  sell,
  slotsOf,
  soldOutForMs,
  type Wish,
} from "../src/item/sale.ts";

const START_MS = 7 * EPOCH_MS;

function wish(nowMs: number, more: Partial<Wish> = {}): Wish {
  const durations = new Map([["", 100]]);
  return { nowMs, durations, countedIn: undefined, soldAhead: new Set(), ...more };
}

function sold(item: PaceItem | undefined, sale: Sale): PaceItem {
  const after = sell(item, sale);
  if (after === undefined) throw new Error("it was refused");
  return after;
}

const first = sold(undefined, planSale(undefined, wish(START_MS), false));

describe("a sale", () => {
  it("has one item for each pace", () => {
    expect(paceItemKey("Users")).toEqual({ pk: "PACE#Users", sk: "PACE" });
  });

  it("begins now where nothing is sold, and after the last where something is", () => {
    expect(first.soldUntil).toEqual({ "": START_MS + 100 });
    const next = planSale(first, wish(START_MS + 30), true);
    expect(slotsOf(first, next).get("")).toEqual({
      beginMs: START_MS + 100,
      endMs: START_MS + 200,
    });
    expect(sold(first, next).soldUntil).toEqual({ "": START_MS + 200 });
    const later = planSale(first, wish(START_MS + 500), true);
    expect(sold(first, later).soldUntil).toEqual({ "": START_MS + 600 });
  });

  it("is refused where its guess is wrong, and goes through with the item at hand", () => {
    const tooLate = planSale(first, wish(START_MS + 500), false);
    const between = sold(first, planSale(first, wish(START_MS + 450), true));
    expect(sell(between, tooLate)).toBeUndefined();
    expect(sell(between, planSale(between, wish(START_MS + 500), true))).toBeDefined();
    const soldAhead = new Set([""]);
    expect(
      sell(first, planSale(first, wish(START_MS + 500, { soldAhead }), false)),
    ).toBeUndefined();
  });

  it("is refused further ahead than a minute", () => {
    const far: PaceItem = { ...first, soldUntil: { "": START_MS + MAX_AHEAD_MS + 5_000 } };
    expect(sell(far, planSale(far, wish(START_MS), true))).toBeUndefined();
    expect(soldOutForMs(far, wish(START_MS))).toBe(5_000);
  });

  it("counts each buyer once in an epoch, and knows those of the one before", () => {
    const counted = { countedIn: 7 };
    const second = sold(first, planSale(first, wish(START_MS + 1), true));
    const again = sold(second, planSale(second, wish(START_MS + 2, counted), true));
    expect([first, second, again].map(({ buyers }) => buyers)).toEqual([1, 2, 2]);
    const nextMs = START_MS + EPOCH_MS;
    const next = sold(again, planSale(again, wish(nextMs, counted), true));
    expect(next).toMatchObject({ epoch: 8, buyers: 1, buyersBefore: 2 });
    expect([buyersOf(next, 8), buyersOf(next, 9), buyersOf(next, 10)]).toEqual([2, 1, 1]);
    const afterPause = sold(next, planSale(next, wish(nextMs + 5 * EPOCH_MS), true));
    expect(afterPause).toMatchObject({ epoch: 13, buyers: 1, buyersBefore: 0 });
  });

  it("expects that others have begun the new epoch, where there are others", () => {
    const second = sold(first, planSale(first, wish(START_MS + 1), true));
    const inNext = wish(START_MS + EPOCH_MS, { countedIn: 7 });
    expect(planSale(second, inNext, false).counted).toEqual({ epoch: 8, how: "same epoch" });
    expect(planSale(second, inNext, true).counted).toEqual({ epoch: 8, how: "next epoch" });
    expect(planSale(first, inNext, false).counted).toEqual({ epoch: 8, how: "next epoch" });
  });

  it("sells to a buyer whose item was deleted", () => {
    const counted = wish(START_MS + 1, { countedIn: 7 });
    expect(sell(undefined, planSale(first, counted, false))).toBeUndefined();
    expect(sell(undefined, planSale(undefined, counted, true))).toMatchObject({ buyers: 1 });
  });
});
