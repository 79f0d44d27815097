import { expect, it } from "vitest";
import { openSoldOut } from "../../src/stock/sold-out.ts";

const EMPTY = [{ shard: 0, left: 0 }];

it("remembers a product whose counters are all empty, or of which there are none", () => {
  const soldOut = openSoldOut({ clock: { now: () => 0 } });
  soldOut.note("mug", [...EMPTY, { shard: 1, left: 1 }]);
  soldOut.note("tea", [...EMPTY, { shard: 1, left: 0 }]);
  soldOut.note("cup", []);
  expect(["mug", "tea", "cup", "jug"].filter(soldOut.isRemembered)).toEqual(["tea", "cup"]);
});

it("keeps 10,000 products, and forgets the one that was noted longest ago", () => {
  const soldOut = openSoldOut({ clock: { now: () => 0 } });
  for (let product = 0; product < 10_000; product += 1) soldOut.note(`${product}`, EMPTY);
  soldOut.note("0", EMPTY);
  soldOut.note("one more", EMPTY);
  expect(["0", "1", "2", "one more"].filter(soldOut.isRemembered)).toEqual(["0", "2", "one more"]);
});
