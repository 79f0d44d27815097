import { environment, errorsOf, usage } from "@spillway/errors";
import * as z from "zod";
import { type HttpServiceOptions, httpService, operation } from "../src/index.ts";

export const cartError = errorsOf({
  CART_BUSY: environment(),
  CART_FULL: usage<{ retryAfterSeconds: number }>(),
  CART_NOT_FOUND: usage(),
  SOLD_OUT: usage<{ left: unknown; shelf: string }>(),
});
export const CART_REFUSALS = {
  CART_BUSY: 503,
  CART_FULL: 429,
  CART_NOT_FOUND: 404,
  SOLD_OUT: { status: 409, details: z.object({ left: z.int() }) },
};

const line = { article: z.string().min(1), count: z.int().min(1) };
const lineSchema = z.strictObject(line).meta({ id: "CartLine" });
const newLineSchema = z
  .strictObject({ ...line, count: line.count.default(1) })
  .meta({ id: "NewCartLine" });
const cartSchema = z.object({ id: z.string(), lines: z.array(lineSchema) }).meta({ id: "Cart" });
const params = z.object({ id: z.string().regex(/^c\d+$/, "expected a cart such as c7") });

/** A small API that has every kind of operation, and what its handlers were called with. */
export function cartApi(options: Pick<HttpServiceOptions, "callerIs"> = {}) {
  const calls: unknown[] = [];
  const logged: unknown[] = [];
  const shared = { tag: "Carts", description: "Of a cart.", params };
  const operations = [
    operation({
      ...{ ...shared, id: "getCart", method: "GET", path: "/carts/{id}", summary: "Read a cart" },
      query: z.strictObject({ lines: z.coerce.number().int().max(9).optional() }),
      answers: { 200: { description: "The cart", schema: cartSchema } },
      problems: ["CART_NOT_FOUND", "SOLD_OUT"],
      handle: async ({ params: { id }, query, caller }) => {
        calls.push({ id, query, caller });
        if (id === "c404") throw cartError("CART_NOT_FOUND", `there is no cart ${id}`);
        if (id === "c409") throw soldOut(0);
        if (id === "c410") throw soldOut("none");
        if (id === "c429") throw cartFull();
        if (id === "c504") throw cartError("CART_BUSY", "others change the cart");
        if (id === "c500") throw new TypeError("secret");
        if (id === "c501") throw "a text";
        if (id === "c503") throw Object.assign(new Error("slow down"), { name: "Throttling" });
        return { status: 200, body: { id, lines: [] } };
      },
    }),
    operation({
      ...{ ...shared, id: "addLine", method: "POST", path: "/carts/{id}", summary: "Add a line" },
      body: newLineSchema,
      idempotent: true,
      answers: {
        201: { description: "The cart", schema: cartSchema, headers: { Location: "The cart" } },
      },
      handle: async ({ params: { id }, body, idempotency }) => {
        calls.push({ id, body, idempotency });
        return { status: 201, headers: { location: `/carts/${id}` }, body: { id, lines: [body] } };
      },
    }),
    operation({
      ...{
        ...shared,
        id: "removeCart",
        method: "DELETE",
        path: "/carts/{id}",
        summary: "Empty it",
      },
      idempotent: true,
      answers: { 204: { description: "It is empty" } },
      handle: async ({ params: { id }, idempotency }) => {
        calls.push({ id, idempotency });
        return { status: 204 };
      },
    }),
  ];
  const log = (...line: unknown[]) => void logged.push(line);
  const handle = httpService({
    ...options,
    operations,
    refusals: CART_REFUSALS,
    maxBodyBytes: 1_000,
    logger: { info: log, warn: log, error: log },
  });
  // The handler does not look at the context of the invocation.
  return { operations, calls, logged, handle: (event: unknown) => handle(event, {} as never) };
}

function cartFull(): Error {
  return cartError("CART_FULL", "too much of it", { details: { retryAfterSeconds: 17 } });
}

function soldOut(left: unknown): Error {
  return cartError("SOLD_OUT", "less is left than was asked for", {
    details: { left, shelf: "secret" },
  });
}
