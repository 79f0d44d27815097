import type { CartRules, Carts } from "@spillway/cart";
import {
  type HttpServiceOptions,
  httpService,
  type OpenApiInfo,
  withDocument,
} from "@spillway/http-service";
import { cartOperations } from "./operations/cart-operations.ts";
import { orderOperations } from "./operations/order-operations.ts";
import { REFUSALS } from "./refusals.ts";
import { requestSchemas } from "./requests.ts";

/** What the API works with. */
export interface CartApiOptions extends Pick<HttpServiceOptions, "maxBodyBytes" | "logger"> {
  readonly carts: Carts;
  /** By which the carts were opened: the API takes nothing that they would refuse. */
  readonly rules: CartRules;
}

const INFO: OpenApiInfo = {
  title: "Spillway cart",
  version: "1.0.0",
  description:
    "Shopping carts, checkout and orders in DynamoDB, right under races. Whose cart it is, the authorizer says: no parameter does.",
  license: { name: "MIT", identifier: "MIT" },
  tags: {
    Cart: "What the caller is about to buy",
    Orders: "What the caller has bought",
  },
};

/**
 * The API as a handler of events of an HTTP API.
 *
 * @example
 * const handle = cartApi({ carts: openCarts(places), rules, maxBodyBytes: 10_000, logger });
 */
export function cartApi({ carts, rules, maxBodyBytes, logger }: CartApiOptions) {
  const schemas = requestSchemas(rules);
  const operations = withDocument(
    [...cartOperations(carts, schemas), ...orderOperations(carts, schemas)],
    INFO,
    REFUSALS,
  );
  return httpService({
    ...{ operations, refusals: REFUSALS, maxBodyBytes, logger },
    // A cart is a person's, and people may share a role.
    callerIs: "session",
  });
}
