import { describe, expect, it } from "vitest";
import { assertOrderable } from "../../src/checkout/cart-limits.ts";
import { assertSeen, presentTotal, pricedLines } from "../../src/checkout/priced-lines.ts";
import type { UnsoldLine } from "../../src/ledger/ledger.ts";
import { euros, RULES } from "../cart-places.ts";

function lineOf(productId: string, unsold: number, price: number): UnsoldLine {
  return { productId, epoch: "e", quantity: unsold, unsold, price, addedAt: 0, expiresAt: 1 };
}

function productsOf(prices: Readonly<Record<string, number>>, currency = "EUR") {
  return new Map(
    Object.entries(prices).map(([productId, amount]) => [
      productId,
      { productId, name: productId, price: { amount, currency } },
    ]),
  );
}

describe("what an order costs", () => {
  const lines = [lineOf("kettle", 2, 2_999), lineOf("tea", 3, 450)];

  it("is the sum of units at what they cost now", () => {
    const priced = pricedLines(lines, productsOf({ kettle: 3_199, tea: 450 }), RULES);
    expect(presentTotal(priced, RULES)).toEqual(euros(2 * 3_199 + 3 * 450));
  });

  it.each([
    { name: "prices are those of the cart", kettle: 2_999, seen: undefined },
    { name: "the total is the one that was seen", kettle: 2_999, seen: euros(7_348) },
    { name: "prices changed to the total that was seen", kettle: 3_199, seen: euros(7_748) },
  ])("is agreed on when $name", ({ kettle, seen }) => {
    const priced = pricedLines(lines, productsOf({ kettle, tea: 450 }), RULES);
    expect(() => assertSeen(priced, presentTotal(priced, RULES), seen)).not.toThrow();
  });

  it("is told, line by line, when a price changed since it was added", () => {
    const priced = pricedLines(lines, productsOf({ kettle: 3_199, tea: 450 }), RULES);
    expect(() => assertSeen(priced, presentTotal(priced, RULES), undefined)).toThrow(
      expect.objectContaining({
        code: "PRICES_CHANGED",
        message:
          "expected the prices that the cart was filled at; 1 changed, and it comes to 77.48 EUR",
        details: {
          total: euros(7_748),
          lines: [
            {
              productId: "kettle",
              message: "expected 29.99 EUR, as it was; it is 31.99 EUR now",
              was: euros(2_999),
              is: euros(3_199),
            },
          ],
        },
      }),
    );
  });

  it.each([
    { seen: euros(7_747), code: "TOTAL_CHANGED", says: "the total 77.48 EUR; came 77.47 EUR" },
    { seen: euros(0), code: "TOTAL_CHANGED", says: "the total 77.48 EUR; came 0.00 EUR" },
    { seen: { amount: 7_748, currency: "USD" }, code: "CURRENCY_UNKNOWN", says: "a total in EUR" },
  ])("is told when the shopper saw $seen.amount $seen.currency", ({ seen, code, says }) => {
    const priced = pricedLines(lines, productsOf({ kettle: 3_199, tea: 450 }), RULES);
    expect(() => assertSeen(priced, presentTotal(priced, RULES), seen)).toThrow(
      expect.objectContaining({
        code,
        message: expect.stringContaining(says),
      }),
    );
  });

  it("is told as an amount that the next checkout can be sent with", () => {
    const priced = pricedLines(lines, productsOf({ kettle: 3_199, tea: 450 }), RULES);
    expect(() => assertSeen(priced, presentTotal(priced, RULES), euros(7_348))).toThrow(
      expect.objectContaining({ code: "TOTAL_CHANGED", details: { total: euros(7_748) } }),
    );
  });

  it("can't be said of products that are not sold any more, or in another currency", () => {
    const products = new Map([...productsOf({ tea: 450 }, "USD")]);
    expect(() => pricedLines(lines, products, RULES)).toThrow(
      expect.objectContaining({
        code: "PRODUCTS_GONE",
        details: {
          lines: [
            {
              productId: "kettle",
              message: "expected a product of the shop; it has no such one any more",
            },
            { productId: "tea", message: "expected a price in EUR; came one in USD" },
          ],
        },
      }),
    );
  });
});

describe("a cart", () => {
  const rules = { maxLines: 2, maxQuantity: 10 };

  it.each([
    { name: "one line", lines: [lineOf("kettle", 1, 1)] },
    { name: "all that one order can have", lines: [lineOf("a", 10, 1), lineOf("b", 10, 1)] },
  ])("of $name can be ordered", ({ lines }) => {
    expect(() => assertOrderable(lines, rules)).not.toThrow();
  });

  it.each([
    { name: "nothing", lines: [], code: "CART_EMPTY", says: "it is empty" },
    {
      name: "too many lines",
      lines: [lineOf("a", 1, 1), lineOf("b", 1, 1), lineOf("c", 1, 1)],
      code: "CART_TOO_LARGE",
      says: "at most 2 lines in one order; the cart has 3",
    },
    {
      name: "too many of one product",
      lines: [lineOf("a", 1, 1), lineOf("b", 11, 1)],
      code: "CART_TOO_LARGE",
      says: "at most 10 of one product in one order; the cart has 11 of b",
    },
  ])("of $name can't", ({ lines, code, says }) => {
    expect(() => assertOrderable(lines, rules)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(says) }),
    );
  });
});
