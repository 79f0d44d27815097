import * as z from "zod";
import type { SeedCarts } from "../../seed/seed-carts.ts";

/** What API Gateway sends, as far as it is looked at. */
const eventSchema = z.object({
  routeKey: z.string(),
  pathParameters: z.object({ productId: z.string() }).optional(),
  body: z.string().optional(),
  requestContext: z.object({
    requestId: z.string(),
    authorizer: z.object({ jwt: z.object({ claims: z.object({ sub: z.string() }) }) }),
  }),
});

const changeSchema = z.object({
  productId: z.string().optional(),
  quantity: z.number(),
  price: z.object({ amount: z.number(), currency: z.string() }),
});

/** The routes that it answers. */
export const SEED_ROUTES = [
  "DELETE /cart/lines/{productId}",
  "GET /cart",
  "POST /cart/lines",
  "POST /checkout",
  "PUT /cart/lines/{productId}",
] as const;

/**
 * Answers the cart's routes by the seed's way, as briefly as its code would: nothing is checked. An order gets the
 * request's id for a number, since it has none.
 */
export function seedApi(carts: SeedCarts) {
  return async (event: unknown): Promise<{ statusCode: number; body?: string }> => {
    const { routeKey, pathParameters, body, requestContext } = eventSchema.parse(event);
    const { sub } = requestContext.authorizer.jwt.claims;
    const request = { key: requestContext.requestId, digest: "" };
    const change = () => {
      const { productId, quantity, price } = changeSchema.parse(JSON.parse(body ?? ""));
      return { productId: productId ?? pathParameters?.productId ?? "", quantity, price };
    };
    switch (routeKey) {
      case "POST /cart/lines":
        return answer(await carts.add(sub, change(), request));
      case "PUT /cart/lines/{productId}":
        return answer(await carts.setQuantity(sub, change(), request));
      case "DELETE /cart/lines/{productId}":
        await carts.remove(sub, pathParameters?.productId ?? "", request);
        return { statusCode: 204 };
      case "GET /cart":
        return answer(await carts.find(sub));
      case "POST /checkout": {
        const { order } = await carts.checkout(sub);
        return answer({ number: requestContext.requestId, ...order });
      }
      default:
        return { statusCode: 404 };
    }
  };
}

function answer(body: object) {
  return { statusCode: 200, body: JSON.stringify(body) };
}
