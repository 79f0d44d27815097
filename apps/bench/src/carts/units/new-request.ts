import { randomUUID } from "node:crypto";
import type { RequestKey } from "@spillway/cart";

/** A request that was not sent before, with a key of the usual length. */
export function newRequest(): RequestKey {
  const key = randomUUID();
  return { key, digest: key };
}
