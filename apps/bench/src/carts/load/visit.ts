import { randomUUID } from "node:crypto";
import type { Clock } from "@spillway/pacing";
import type { ShopAnswer, ShopClient } from "./shop-client.ts";
import type { ShopRecord } from "./shop-record.ts";
import type { ShopperStep } from "./shopper.ts";
import { visitOutcome } from "./visit-outcome.ts";

/** One shop, and what is known of it. */
export interface Shop {
  readonly client: ShopClient;
  readonly record: ShopRecord;
}

/**
 * One shopper in one shop, from the first step to the last.
 *
 * @param stage in which the shopper came; all steps count for it
 * @param token the shopper's own: nobody else has the same cart meanwhile
 */
export async function visit(
  steps: Iterable<ShopperStep>,
  { client, record }: Shop,
  stage: number,
  token: string,
  clock: Clock,
): Promise<void> {
  const ask = async (step: ShopperStep, key: string) => {
    const startedMs = performance.now();
    const answer = await client.call(step, token, key);
    const { status, repeated } = answer;
    const ms = performance.now() - startedMs;
    record.answers.push({ stage, action: step.action, ms, status, repeated });
    return answer;
  };
  for (const step of steps) {
    await clock.sleep(step.thinkMs);
    const key = randomUUID();
    if (step.action === "check out") {
      const clicks = Array.from({ length: step.clicks }, () => ask(step, key));
      const orders = (await Promise.all(clicks)).flatMap(({ order }) => order ?? []);
      record.outcomes.push(visitOutcome(step.wanted, orders));
    } else if (!isDone(await ask(step, key))) {
      record.outcomes.push("gave up");
      return;
    }
  }
}

function isDone({ status }: ShopAnswer): boolean {
  return status >= 200 && status < 300;
}
