import { cartError } from "../cart-error.ts";
import type { RequestKey } from "../carts.ts";
import { requestDigests } from "../items/request-digests.ts";
import type { StateItem } from "../items/state-item.ts";

type Requests = StateItem["requests"];

/**
 * The number of the order that a request made before; undefined where it made none.
 *
 * @throws SpillwayError `IDEMPOTENCY_KEY_REUSED` where its key was used for another one
 */
export function orderMadeBy(
  request: RequestKey,
  state: Pick<StateItem, "requests"> | undefined,
): number | undefined {
  const { ofKey, ofPayload } = requestDigests(request);
  const remembered = state?.requests[ofKey];
  if (remembered === undefined) return undefined;
  if (remembered.payload === ofPayload) return remembered.order;
  throw cartError(
    "IDEMPOTENCY_KEY_REUSED",
    `expected a new idempotency key for a new request; this one made order ${remembered.order}`,
    { hint: "Send the same request again, or another key." },
  );
}

/** What is remembered once a request has made an order. Those that are older than `repeatSeconds` are dropped. */
export function requestsAfter(
  requests: Requests,
  { request, order }: { readonly request: RequestKey; readonly order: number },
  { nowSeconds, repeatSeconds }: { readonly nowSeconds: number; readonly repeatSeconds: number },
): Requests {
  const { ofKey, ofPayload } = requestDigests(request);
  const kept = Object.entries(requests).filter(([, { at }]) => at + repeatSeconds > nowSeconds);
  return { ...Object.fromEntries(kept), [ofKey]: { order, payload: ofPayload, at: nowSeconds } };
}
