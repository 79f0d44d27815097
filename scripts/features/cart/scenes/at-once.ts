import { MUG } from "../catalogue.ts";
import type { Day } from "../day/day.ts";
import { checkoutText, heading, row } from "../day/told.ts";
import type { Shopper } from "../shoppers/shopper.ts";

/** Units of the mug, before and at the moment of the checkouts. */
const BEFORE = 2;
const MEANWHILE = 1;

/** Two checkouts of one cart, and an add, at the same moment. */
export async function showAtOnce({ tally, say }: Day, shopper: Shopper) {
  say(heading(4, "Two checkouts of one cart, and a third mug put into it, at the same moment"));
  await shopper.add(MUG, BEFORE);
  const answers = await Promise.all([
    shopper.checkout(),
    shopper.checkout(),
    shopper.add(MUG, MEANWHILE),
  ]);
  tally.add(shopper, BEFORE + MEANWHILE);
  const checkouts = [answers[0], answers[1]].toSorted(
    (one, other) => (one.order?.number ?? 0) - (other.order?.number ?? 0),
  );
  for (const checkout of checkouts) say(row("POST /checkout", checkoutText(checkout)));
  const ordered = checkouts
    .flatMap(({ order }) => order?.lines ?? [])
    .reduce((sum, { quantity }) => sum + quantity, 0);
  const inCart = (await shopper.cart()).lines.reduce((sum, { quantity }) => sum + quantity, 0);
  say(row(`of ${BEFORE} + ${MEANWHILE} mugs`, `${ordered} ordered, ${inCart} in the cart`));
  // What was too late for those is for the next one.
  if (inCart > 0) say(row("POST /checkout", checkoutText(await shopper.checkout())));
  return {
    answers: checkouts.map(({ status, problem }) => problem?.code ?? status),
    ordered,
    inCart,
  };
}
