import type { CartPlaces, Carts } from "./carts.ts";
import { openCatalogue } from "./catalogue/catalogue.ts";
import { checkout } from "./checkout/checkout.ts";
import { findCart } from "./lines/find-cart.ts";
import { addLine, setLine } from "./lines/put-line.ts";
import { removeLine } from "./lines/remove-line.ts";
import { findOrder } from "./orders/find-order.ts";
import { listOrders } from "./orders/list-orders.ts";
import { openSoldOut } from "./stock/sold-out.ts";

/**
 * Carts and orders in a DynamoDB table, products and stock in another. Rights: see the README.
 *
 * @example
 * const carts = openCarts({ client, cartTable, productsTable, rules, clock: systemClock, random: Math.random });
 * await carts.add("ann", { productId: "kettle", quantity: 2 }, { key: "7c1e", digest: "add kettle 2" });
 * const { order } = await carts.checkout("ann", {}, { key: "b6a0", digest: "checkout" });
 */
export function openCarts(places: CartPlaces): Carts {
  const shop = { ...places, catalogue: openCatalogue(places), soldOut: openSoldOut(places) };
  return {
    add: (userId, change, request) => addLine(shop, userId, change, request),
    setQuantity: (userId, change, request) => setLine(shop, userId, change, request),
    remove: (userId, productId, request) => removeLine(shop, userId, productId, request),
    find: (userId) => findCart(places, userId),
    checkout: (userId, options, request) => checkout(shop, userId, options, request),
    orders: (userId, page) => listOrders(places, userId, page),
    order: (userId, number) => findOrder(places, userId, number),
  };
}
