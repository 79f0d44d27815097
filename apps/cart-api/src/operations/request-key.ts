import { randomUUID } from "node:crypto";
import type { RequestKey } from "@spillway/cart";
import type { OperationRequest } from "@spillway/http-service";

/** What there is of a request's key. */
export type KeyedRequest = Pick<OperationRequest<unknown, unknown, unknown>, "idempotency">;

/**
 * The key that the caller sent, or one of this request alone: then the request acts once too when a client
 * inside sends it to DynamoDB again.
 */
export function requestKey({ idempotency }: KeyedRequest): RequestKey {
  return idempotency ?? { key: randomUUID(), digest: "" };
}

/**
 * The header that tells of a request which had acted before. Where the caller sent no key, a client inside was
 * the one to repeat it.
 */
export function replayedHeader(
  { idempotency }: KeyedRequest,
  isRepeated: boolean,
): Record<string, string> {
  return isRepeated && idempotency !== undefined ? { "idempotency-replayed": "true" } : {};
}

/** How that header is described. */
export const REPLAYED_HEADER = {
  "Idempotency-Replayed": "true where an earlier request with this key has acted",
};
