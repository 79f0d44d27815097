import fc from "fast-check";
import { expect, it } from "vitest";
import { type GiveBack, givenAnew, takeBack } from "../src/item/give-back.ts";
import { EPOCH_MS, type PaceItem } from "../src/item/pace-item.ts";

const START_MS = 7 * EPOCH_MS;
const item: PaceItem = {
  ...{ at: START_MS, epoch: 7, buyers: 1, buyersBefore: 0 },
  soldUntil: { "": START_MS + 100 },
};
const back: GiveBack = { id: "a", after: undefined, durations: new Map([["", 40]]), countedIn: 7 };

it("sells what follows so much earlier, and counts the buyer no more", () => {
  const after = takeBack(item, back);
  expect(after).toMatchObject({ buyers: 0, soldUntil: { "": START_MS + 60 } });
});

it("is refused in another epoch, where there is no item, and of what was never sold", () => {
  expect(takeBack(item, { ...back, countedIn: 6 })).toBeUndefined();
  expect(takeBack(undefined, back)).toBeUndefined();
  expect(takeBack(item, { ...back, durations: new Map([["index", 1]]) })).toBeUndefined();
});

it("is tried again with what is known by then, as long as something is left", () => {
  const others = { ...item, epoch: 8, givenBack: "b" };
  const anew = givenAnew(back, others, "c");
  expect(anew).toEqual({ ...back, id: "c", after: "b", countedIn: undefined });
  expect(takeBack(others, anew ?? back)).toMatchObject({ buyers: 1, givenBack: "c" });
  expect(givenAnew({ ...back, durations: new Map() }, others, "c")).toBeUndefined();
  expect(givenAnew(back, undefined, "c")).toBeUndefined();
});

it("is done once, however often and however late each request arrives, whatever others give back", () => {
  const step = fc.record({ isNew: fc.boolean(), at: fc.nat() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let now = item;
      const requests: GiveBack[] = [];
      const done: GiveBack[] = [];
      for (const { isNew, at } of steps) {
        const again = isNew ? undefined : requests[at % Math.max(1, requests.length)];
        const durations = new Map([["", 1 + (at % 9)]]);
        // What a buyer knows of the item may be old.
        const known = at % 3 === 0 ? done.at(-2)?.id : now.givenBack;
        const id = `${requests.length}`;
        const request = again ?? { id, after: known, durations, countedIn: undefined };
        if (again === undefined) requests.push(request);
        const after = takeBack(now, request);
        if (after === undefined) continue;
        now = after;
        done.push(request);
      }
      expect(new Set(done).size).toBe(done.length);
      const given = done.reduce((sum, { durations }) => sum + (durations.get("") ?? 0), 0);
      expect(now.soldUntil).toEqual({ "": START_MS + 100 - given });
    }),
  );
});
