import { listenToCarts } from "../announced.ts";
import type { Cloud } from "../cloud.ts";
import { showAtOnce } from "../scenes/at-once.ts";
import { showFilling } from "../scenes/filling.ts";
import { showKilled } from "../scenes/killed.ts";
import { showOpening } from "../scenes/opening.ts";
import { showPriceChange } from "../scenes/price-change.ts";
import { showSoldOut } from "../scenes/sold-out.ts";
import { showThirtyDays } from "../scenes/thirty-days.ts";
import { Tally } from "./tally.ts";
import { showWhereabouts } from "./whereabouts.ts";

/** Shoppers that come back after they have bought, and during whose checkouts the function is killed. */
const COME_BACK = 4;

/**
 * A day in the shop, scene by scene, and where each unit was at its end.
 *
 * @param say tells the person who looks on
 */
export async function showShoppingDay(cloud: Cloud, say: (text: string) => void) {
  const run = Date.now().toString(36);
  const notices = await listenToCarts(cloud, run);
  try {
    const { items, shoppers } = await showOpening(cloud, run, say);
    const day = { cloud, shoppers, tally: new Tally(), say };
    const [first, ...others] = shoppers;
    if (first === undefined) throw new Error("expected shoppers");
    const filled = await showFilling(day);
    const { checkoutMs, ...price } = await showPriceChange(day, first);
    const atOnce = await showAtOnce(day, first);
    const { buyers, losers, ...soldOut } = await showSoldOut(day, others);
    const killed = await showKilled(day, buyers.slice(0, COME_BACK), checkoutMs);
    const later = await showThirtyDays(day, notices);
    const whereabouts = await showWhereabouts(day, later.announced);
    return {
      ...{ run, items, filled, price, atOnce },
      soldOut: { ...soldOut, buyers: buyers.length, losers: losers.length },
      ...{ killed, later, ...whereabouts },
    };
  } finally {
    await notices.stop();
  }
}
