import { type Carts, cartError } from "@spillway/cart";
import { type Operation, operation } from "@spillway/http-service";
import { orderAnswer, orderListSchema, orderSchema } from "../answers.ts";
import { orderPageQuery, orderParams, type RequestSchemas } from "../requests.ts";
import { REPLAYED_HEADER, replayedHeader, requestKey } from "./request-key.ts";

const tag = "Orders";

/** The operations on the caller's orders, checkout first. */
export function orderOperations(carts: Carts, schemas: RequestSchemas): readonly Operation[] {
  return [
    operation({
      ...{ id: "checkOut", method: "POST", path: "/checkout", tag },
      summary: "Order what is in the cart",
      description:
        "Makes the cart an order, all of it or nothing. What is added meanwhile stays in the cart. What stands against it is told line by line.",
      body: schemas.checkout,
      idempotent: true,
      answers: {
        200: {
          description: "The order that an earlier request with this key made",
          ...{ schema: orderSchema, headers: { ...ORDER_HEADERS, ...REPLAYED_HEADER } },
        },
        201: { description: "The order", schema: orderSchema, headers: ORDER_HEADERS },
      },
      problems: [
        ...["CART_EMPTY", "CART_TOO_LARGE", "CHECKOUT_BUSY", "IDEMPOTENCY_KEY_REUSED"],
        ...["PRICES_CHANGED", "PRODUCTS_GONE", "SOLD_OUT", "TOTAL_CHANGED"],
      ],
      handle: async (request) => {
        const total = request.body?.total;
        const { order, isRepeated } = await carts.checkout(
          request.caller,
          total === undefined ? {} : { total },
          requestKey(request),
        );
        return {
          status: isRepeated ? 200 : 201,
          headers: { location: `/orders/${order.number}`, ...replayedHeader(request, isRepeated) },
          body: orderAnswer(order),
        };
      },
    }),
    operation({
      ...{ id: "listOrders", method: "GET", path: "/orders", tag },
      summary: "List orders",
      description: "The caller's orders, newest first, a page at a time.",
      query: orderPageQuery,
      answers: { 200: { description: "A page of orders", schema: orderListSchema } },
      problems: ["CURSOR_INVALID"],
      handle: async ({ caller, query: { limit, after } }) => {
        const { orders, next } = await carts.orders(caller, { limit, ...(after && { after }) });
        return {
          status: 200,
          body: { orders: orders.map(orderAnswer), ...(next !== undefined && { next }) },
        };
      },
    }),
    operation({
      ...{ id: "getOrder", method: "GET", path: "/orders/{number}", tag },
      summary: "Read an order",
      description: "One of the caller's own.",
      params: orderParams,
      answers: { 200: { description: "The order", schema: orderSchema } },
      problems: ["ORDER_NOT_FOUND"],
      handle: async ({ caller, params: { number } }) => ({
        status: 200,
        body: orderAnswer(await carts.order(caller, orderNumber(number))),
      }),
    }),
  ];
}

const ORDER_HEADERS = { Location: "Where the order can be read" };

/** Orders have numbers of this form. */
const ORDER_NUMBER = /^[1-9]\d{0,9}$/;

/** @throws SpillwayError `ORDER_NOT_FOUND`: what is no number is not asked for */
function orderNumber(text: string): number {
  if (ORDER_NUMBER.test(text)) return Number(text);
  throw cartError("ORDER_NOT_FOUND", `there is no order ${text.slice(0, 100)}`, {
    hint: "GET /orders lists those there are.",
  });
}
