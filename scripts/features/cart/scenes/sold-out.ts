import { stockByCounter } from "@spillway/cart";
import { LAMP } from "../catalogue.ts";
import type { Day } from "../day/day.ts";
import { heading, row } from "../day/told.ts";
import { inLanes } from "../in-lanes.ts";
import type { CheckedOut, Shopper } from "../shoppers/shopper.ts";

const AT_ONCE = 4;
const EACH = 2;

/** More is wanted of a product than there is: it sells out, and no unit is sold twice. */
export async function showSoldOut(day: Day, shoppers: readonly Shopper[]) {
  const { cloud, tally, say } = day;
  const { productId, stock } = LAMP;
  say(
    heading(
      5,
      `${shoppers.length} shoppers want ${EACH} ${productId} each; there are ${stock} of them`,
    ),
  );
  await inLanes(AT_ONCE, shoppers, async (shopper) => {
    await shopper.add(productId, EACH);
    tally.add(shopper, EACH);
  });
  const checkouts = await inLanes(AT_ONCE, shoppers, (shopper) => shopper.checkout());
  const buyers = shoppers.filter((_, index) => checkouts[index]?.order !== undefined);
  const losers = shoppers.filter((_, index) => checkouts[index]?.problem !== undefined);
  const problems = checkouts.flatMap(({ problem }) => problem ?? []);
  say(row(`POST /checkout, ${AT_ONCE} at once`, `${buyers.length} × 201, ${losers.length} × 409`));
  const [first] = problems;
  say(row("", `     ${first?.code}: ${first?.lines?.map(({ message }) => message).join("; ")}`));

  const sold = unitsOf(checkouts);
  const left = (await stockByCounter(cloud.products, productId)) ?? [];
  say(row("stock counters", left.join(" ")));
  say(row("", `${sold} sold + ${sum(left)} left = ${sold + sum(left)}`));
  return {
    ...{ buyers, losers, stock, sold, left },
    refused: problems.map(({ code, lines }) => ({ code, lines })),
  };
}

function unitsOf(checkouts: readonly CheckedOut[]): number {
  const lines = checkouts.flatMap(({ order }) => order?.lines ?? []);
  return sum(
    lines.filter(({ productId }) => productId === LAMP.productId).map(({ quantity }) => quantity),
  );
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
