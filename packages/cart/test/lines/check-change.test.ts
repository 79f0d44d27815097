import { describe, expect, it } from "vitest";
import type { Catalogue } from "../../src/catalogue/catalogue.ts";
import { checkChange, presentPrice } from "../../src/lines/check-change.ts";
import { euros, RULES } from "../cart-rules.ts";

const mug = { productId: "mug", quantity: 1 };

describe("a change of a cart", () => {
  it.each([1, 2, 998, 999])("takes a quantity of %s", (quantity) => {
    expect(() => checkChange({ productId: "mug", quantity }, RULES)).not.toThrow();
  });

  it.each([0, -1, -0, 1_000, 1e300, 1.5, 0.1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
    "refuses a quantity of %s, and says what is allowed",
    (quantity) => {
      expect(() => checkChange({ productId: "mug", quantity }, RULES)).toThrow(
        `expected a quantity that is a whole number from 1 to 999; came ${quantity}`,
      );
    },
  );

  it.each(["a", "7", "kettle-1.5_L", "x".repeat(64)])("takes the product id %s", (productId) => {
    expect(() => checkChange({ ...mug, productId }, RULES)).not.toThrow();
  });

  // Orders and the state of a cart lie beside the lines: their keys must not be written as lines.
  it.each(["", "#CART", "!ORDER#0000000001", "-a", ".a", "a b", "a\n", "é", "x".repeat(65)])(
    "refuses the product id %j",
    (productId) => {
      expect(() => checkChange({ ...mug, productId }, RULES)).toThrow("expected a product id of");
    },
  );

  it("refuses a price in another currency", () => {
    const price = { amount: 450, currency: "USD" };
    expect(() => checkChange({ ...mug, price }, RULES)).toThrow(
      'expected a price in EUR, the only currency of this shop; came "USD"',
    );
  });
});

describe("the price of a product that is put into a cart", () => {
  const sold = (amount: number, currency = "EUR") => ({
    ...{ productId: "mug", name: "Mug", price: { amount, currency } },
  });
  const remembering = (remembered: number, now = remembered, currency = "EUR"): Catalogue => ({
    product: async () => sold(remembered, currency),
    presentProduct: async () => sold(now, currency),
  });
  const priceOf = (catalogue: Catalogue, seen?: number) =>
    presentPrice(catalogue, seen === undefined ? mug : { ...mug, price: euros(seen) }, RULES);

  it("is the one that is remembered", async () => {
    expect(await priceOf(remembering(450, 499))).toEqual(euros(450));
    expect(await priceOf(remembering(450, 499), 450)).toEqual(euros(450));
  });

  it("is looked up where the shopper saw another", async () => {
    expect(await priceOf(remembering(450, 499), 499)).toEqual(euros(499));
  });

  it("is refused where it is not what the shopper saw, with what it is and was", async () => {
    const message = "expected 4.99 EUR, as it is now; came 4.00 EUR";
    await expect(priceOf(remembering(450, 499), 400)).rejects.toMatchObject({
      code: "PRICES_CHANGED",
      details: { lines: [{ productId: "mug", message, was: euros(400), is: euros(499) }] },
    });
  });

  it.each([
    ["does not sell", { product: async () => undefined, presentProduct: async () => undefined }],
    ["has in another currency", remembering(450, 450, "USD")],
  ])("is not known of a product that the shop %s", async (_, catalogue) => {
    await expect(priceOf(catalogue)).rejects.toMatchObject({ code: "PRODUCT_UNKNOWN" });
    await expect(priceOf(catalogue, 450)).rejects.toMatchObject({ code: "PRODUCT_UNKNOWN" });
  });
});
