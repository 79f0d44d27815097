import { setTimeout as sleep } from "node:timers/promises";
import { MUG } from "../catalogue.ts";
import type { Day } from "../day/day.ts";
import { checkoutText, heading, row } from "../day/told.ts";
import { functionProcesses, kill } from "../function-processes.ts";
import type { Shopper } from "../shoppers/shopper.ts";

const UNITS = 2;

/** What came of a checkout during which the function was killed. */
export interface KilledOnce {
  readonly afterMs: number;
  /** Whether the answer was lost, and if so whether the order was there already. */
  readonly when: "before the order" | "after the order" | "after the answer";
  /** Orders that the cart became. */
  readonly orders: number;
}

/**
 * The function is killed during checkouts, a little later each time; the request is sent again as it is.
 *
 * @param checkoutMs what a checkout takes that nobody disturbs
 */
export async function showKilled(
  day: Day,
  shoppers: readonly Shopper[],
  checkoutMs: number,
): Promise<readonly KilledOnce[]> {
  day.say(heading(6, "The function is killed while it checks out, and the request is sent again"));
  const all: KilledOnce[] = [];
  let wholeMs = checkoutMs;
  for (const [index, shopper] of shoppers.entries()) {
    const { tookMs, ...killed } = await killOnce(
      day,
      shopper,
      (wholeMs * (index + 1)) / (shoppers.length + 1),
    );
    // One that was quicker than it was to be killed tells how long a checkout takes now.
    if (killed.when === "after the answer") wholeMs = tookMs;
    all.push(killed);
  }
  return all;
}

async function killOnce({ cloud, tally, say }: Day, shopper: Shopper, afterMs: number) {
  await shopper.add(MUG, UNITS);
  tally.add(shopper, UNITS);
  const before = (await shopper.orders()).length;
  const pids = await functionProcesses(cloud);
  const began = performance.now();
  const killing = sleep(afterMs).then(() => kill(pids));
  const checkedOut = await shopper.checkout();
  const tookMs = performance.now() - began;
  await killing;
  const { lost, status } = checkedOut;
  const when =
    lost === 0 ? "after the answer" : status === 200 ? "after the order" : "before the order";
  const then = lost === 0 ? ":" : ", then";
  say(row(`killed after ${Math.round(afterMs)} ms`, `${when}${then} ${checkoutText(checkedOut)}`));
  const orders = (await shopper.orders()).length - before;
  return { afterMs, when, orders, tookMs } satisfies KilledOnce & { tookMs: number };
}
