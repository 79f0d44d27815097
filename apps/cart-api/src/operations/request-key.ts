import { randomUUID } from "node:crypto";
import type { RequestKey } from "@spillway/cart";
import type { OperationRequest } from "@spillway/http-service";

/**
 * The key that the caller sent, or one of this request alone: then the request acts once too when a client
 * inside sends it to DynamoDB again.
 */
export function requestKey({
  idempotency,
}: Pick<OperationRequest<unknown, unknown, unknown>, "idempotency">): RequestKey {
  return idempotency ?? { key: randomUUID(), digest: "" };
}

/** The header that tells of a request which had acted before. */
export function replayedHeader(isRepeated: boolean): Record<string, string> {
  return isRepeated ? { "idempotency-replayed": "true" } : {};
}

/** How that header is described. */
export const REPLAYED_HEADER = {
  "Idempotency-Replayed": "true where an earlier request with this key has acted",
};
