import type { Carts, LineChange, LineChanged, Money } from "@spillway/cart";
import { type Operation, type OperationAnswer, operation } from "@spillway/http-service";
import { cartAnswer, cartSchema, lineChangedAnswer, lineChangedSchema } from "../answers.ts";
import { lineParams, type RequestSchemas } from "../requests.ts";
import { type KeyedRequest, REPLAYED_HEADER, replayedHeader, requestKey } from "./request-key.ts";

const tag = "Cart";

const LINE_CHANGED = {
  description: "The line as it was changed",
  schema: lineChangedSchema,
  headers: REPLAYED_HEADER,
};
const REQUEST_PROBLEMS = ["IDEMPOTENCY_KEY_REUSED", "TOO_MANY_CHANGES"];
const LINE_PROBLEMS = [...REQUEST_PROBLEMS, "PRICES_CHANGED", "PRODUCT_UNKNOWN"];

/** The operations on the caller's cart. */
export function cartOperations(carts: Carts, schemas: RequestSchemas): readonly Operation[] {
  return [
    operation({
      ...{ id: "getCart", method: "GET", path: "/cart", tag },
      summary: "Read the cart",
      description: "What the caller has in the cart, and what it comes to at the prices seen.",
      answers: { 200: { description: "The cart", schema: cartSchema } },
      handle: async ({ caller }) => ({ status: 200, body: cartAnswer(await carts.find(caller)) }),
    }),
    operation({
      ...{ id: "addUnits", method: "POST", path: "/cart/lines", tag },
      summary: "Add units of a product",
      description: "Adds to what is there already. Two of these at once both count.",
      body: schemas.newUnits,
      idempotent: true,
      answers: { 200: LINE_CHANGED },
      problems: LINE_PROBLEMS,
      handle: async (request) => {
        const { productId, quantity, price } = request.body;
        const change = lineChange(productId, quantity, price);
        const line = await carts.add(request.caller, change, requestKey(request));
        return changed(request, line);
      },
    }),
    operation({
      ...{ id: "setQuantity", method: "PUT", path: "/cart/lines/{productId}", tag },
      summary: "Set the quantity of a product",
      description: "Makes it so many, whatever was there. The last one of these holds.",
      params: lineParams,
      body: schemas.lineQuantity,
      idempotent: true,
      answers: { 200: LINE_CHANGED },
      problems: LINE_PROBLEMS,
      handle: async (request) => {
        const { quantity, price } = request.body;
        const change = lineChange(request.params.productId, quantity, price);
        const line = await carts.setQuantity(request.caller, change, requestKey(request));
        return changed(request, line);
      },
    }),
    operation({
      ...{ id: "removeLine", method: "DELETE", path: "/cart/lines/{productId}", tag },
      summary: "Take a product out",
      description: "Whether it was in the cart or not: it is not in it any more.",
      params: lineParams,
      idempotent: true,
      answers: { 204: { description: "It is not in the cart" } },
      problems: REQUEST_PROBLEMS,
      handle: async (request) => {
        await carts.remove(request.caller, request.params.productId, requestKey(request));
        return { status: 204 };
      },
    }),
  ];
}

function lineChange(productId: string, quantity: number, price: Money | undefined): LineChange {
  return { productId, quantity, ...(price && { price }) };
}

function changed(request: KeyedRequest, line: LineChanged): OperationAnswer {
  return {
    status: 200,
    headers: replayedHeader(request, line.isRepeated),
    body: lineChangedAnswer(line),
  };
}
