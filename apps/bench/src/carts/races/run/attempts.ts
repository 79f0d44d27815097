import { setTimeout as delay } from "node:timers/promises";
import { isPassingAwsError } from "@spillway/aws";
import { isSpillwayError } from "@spillway/errors";
import { fullJitterDelay } from "@spillway/pacing";
import type { RacedCarts } from "../raced-carts.ts";
import { type Outcome, perform, type ShoppingOperation } from "../shopping-operation.ts";
import { ProcessDied } from "./mortal-client.ts";
import type { RaceTally } from "./race-day.ts";

const MAX_ATTEMPTS = 60;

/** One request of a shopper's. */
export interface ShoppingRequest {
  readonly userId: string;
  readonly operation: ShoppingOperation;
  readonly key: string;
}

/**
 * Sends a request again and again, as a patient client does, until there is an answer that tells.
 *
 * @returns `unknown` where the process died
 * @throws whatever does not pass by itself, or came after 60 attempts
 */
export async function sendUntilKnown(
  carts: RacedCarts,
  { userId, operation, key }: ShoppingRequest,
  tally: RaceTally,
): Promise<Outcome> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await perform(carts, userId, operation, key);
    } catch (error) {
      if (error instanceof ProcessDied) return { is: "unknown" };
      // What the shop refuses on purpose it has not done.
      if (isSpillwayError(error) && error.errorClass === "usage") {
        tally.refused.set(error.code, (tally.refused.get(error.code) ?? 0) + 1);
        return { is: "refused", code: error.code };
      }
      const isBusy = isSpillwayError(error) && error.errorClass === "environment";
      if (attempt >= MAX_ATTEMPTS || !(isBusy || isPassingAwsError(error))) throw error;
      tally.unknown += 1;
    }
    await delay(fullJitterDelay({ attempt, capMs: 1_000 }));
  }
}
