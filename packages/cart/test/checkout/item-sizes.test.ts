import { expect, it } from "vitest";
import { assertFits } from "../../src/checkout/item-sizes.ts";

const PRODUCT_ID = "p".repeat(60);
const EPOCH = "e".repeat(22);
const DIGEST = "d".repeat(8);

function placementOf(size: { lines?: number; sold?: number; requests?: number }) {
  const { lines = 1, sold = 1, requests = 1 } = size;
  const count = (length: number) => Array.from({ length }, (_, at) => String(at).padStart(4, "0"));
  return {
    order: {
      ...{ user_id: "ann", product_id: "!ORDER#0000000001", number: 1, order_id: "id" },
      ...{ placed_at: 1_795_000_000, currency: "EUR", total: 1 },
      lines: count(lines).map((at) => ({
        ...{ product_id: PRODUCT_ID + at, quantity: 999, price: 999_999, epoch: EPOCH, until: 999 },
      })),
    },
    state: {
      ...{ user_id: "ann", product_id: "#CART", orders: 1 },
      sold: Object.fromEntries(
        count(sold).map((at) => [PRODUCT_ID + at, { epoch: EPOCH, quantity: 999 }]),
      ),
      requests: Object.fromEntries(
        count(requests).map((at) => [
          DIGEST + at,
          { order: 1_000, payload: `${DIGEST}000`, at: 1_795_000_000 },
        ]),
      ),
    },
  };
}

it.each([
  { name: "the default most of lines in one order", size: { lines: 1_000, sold: 1_000 } },
  { name: "two more such orders that are not settled yet", size: { lines: 1_000, sold: 3_000 } },
  { name: "a thousand orders within the hour", size: { sold: 1_000, requests: 1_000 } },
])("there is room for $name", ({ size }) => {
  expect(() => assertFits(placementOf(size))).not.toThrow();
});

it.each([
  { size: { lines: 4_000 }, code: "CART_TOO_LARGE", says: "an order of at most 409600 bytes" },
  { size: { sold: 5_000 }, code: "CHECKOUT_BUSY", says: "at most 409600 bytes to remember" },
  { size: { requests: 9_000 }, code: "CHECKOUT_BUSY", says: "at most 409600 bytes to remember" },
])("more than an item can hold is refused before it is written: $size", ({ size, code, says }) => {
  expect(() => assertFits(placementOf(size))).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(says) }),
  );
});
