import { describe, expect, it } from "vitest";
import { KETTLE, LAMP } from "../../features/cart/catalogue.ts";
import { isWhole } from "../../features/cart/day/whereabouts.ts";
import { sharedCloud } from "./shared-cloud.ts";

const { cart } = sharedCloud();

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

describe("what the demo shows of the cart", () => {
  it("has each unit that was put into a cart in exactly one place at the end", () => {
    expect(cart.units.filter((one) => !isWhole(one))).toEqual([]);
    expect(sum(cart.units.map(({ inCart }) => inCart))).toBe(0);
    expect(cart.wrongTotals).toBe(0);
  });

  it("adds to what is there, and once however often a request is sent", () => {
    const kettle = cart.filled.cart.lines.find(({ productId }) => productId === KETTLE.productId);
    expect(kettle?.quantity).toBe(2);
  });

  it("tells of a price that has changed, and orders at the total that the shopper agreed to", () => {
    expect(cart.price.refused).toMatchObject({
      ...{ status: 409, code: "PRICES_CHANGED" },
      lines: [{ productId: KETTLE.productId, is: { amount: KETTLE.is } }],
    });
    const { lines = [], total } = cart.price.order ?? {};
    expect(total).toEqual(cart.price.refused?.total);
    expect(total?.amount).toBe(sum(lines.map(({ quantity, price }) => quantity * price.amount)));
    const kettle = lines.find(({ productId }) => productId === KETTLE.productId);
    expect(kettle?.price.amount).toBe(KETTLE.is);
  });

  it("sells no unit twice to two checkouts at once, and loses none that is added meanwhile", () => {
    const { answers, ordered, inCart } = cart.atOnce;
    expect(ordered + inCart).toBe(3);
    expect(answers).toContain(201);
    for (const answer of answers) expect([201, "CART_EMPTY"]).toContain(answer);
  });

  it("sells all of a hot product but the unit that nobody wants alone, and none twice", () => {
    const { sold, left, buyers, losers, refused } = cart.soldOut;
    expect({ sold, buyers, losers }).toEqual({ sold: LAMP.stock - 1, buyers: 7, losers: 4 });
    expect(left).toHaveLength(LAMP.stockShards);
    expect(left.every((units) => units >= 0)).toBe(true);
    expect(sum(left)).toBe(1);
    for (const { code, lines } of refused) {
      expect({ code, lines }).toMatchObject({
        ...{ code: "SOLD_OUT", lines: [{ productId: LAMP.productId, left: 1 }] },
      });
    }
    expect(refused).toHaveLength(losers);
  });

  it("makes each cart one order, whenever the function is killed", () => {
    expect(cart.killed.map(({ orders }) => orders)).toEqual(cart.killed.map(() => 1));
    expect(cart.killed.some(({ when }) => when !== "after the answer")).toBe(true);
  });

  it("shows no cart that has run out, and announces each order and each abandoned line", () => {
    const { carts, visible, unsold, announced } = cart.later;
    expect({ carts, visible }).toEqual({ carts: cart.soldOut.losers, visible: 0 });
    expect(announced.abandoned).toHaveLength(unsold);
    expect(announced.orders).toBe(sum(cart.units.map(({ orders }) => orders)));
  });
});
