import { randomUUID } from "node:crypto";
import { KETTLE, productsOf } from "../catalogue.ts";
import type { Day } from "../day/day.ts";
import { heading, linesText } from "../day/told.ts";
import { inLanes } from "../in-lanes.ts";
import type { Shopper } from "../shoppers/shopper.ts";

const AT_ONCE = 4;
/** Products in each cart. */
const LINES = 2;

/** Carts are filled; each request is sent twice, as by a client that lost the answer. */
export async function showFilling({ cloud, shoppers, tally, say }: Day) {
  say(heading(2, "Carts are filled, each request sent twice, as after a lost answer"));
  const [first, second] = shoppers;
  if (first === undefined || second === undefined) throw new Error("expected two shoppers");
  const others = productsOf(cloud.cart.currency)
    .map(({ productId }) => productId)
    .filter((id) => id !== KETTLE.productId && !id.startsWith("lamp"));
  let requests = 0;
  const add = async (shopper: Shopper, productId: string, quantity: number) => {
    const key = randomUUID();
    await shopper.add(productId, quantity, key);
    await shopper.add(productId, quantity, key);
    tally.add(shopper, quantity);
    requests += 2;
  };
  await inLanes(AT_ONCE, shoppers, async (shopper, index) => {
    for (let line = 0; line < LINES; line += 1) {
      await add(shopper, others[index * LINES + line] ?? "", 1 + ((index + line) % 3));
    }
  });
  // One and one more are two: the seed's way would have kept the last one alone.
  await add(first, KETTLE.productId, 1);
  await add(first, KETTLE.productId, 1);
  const [line] = (await second.cart()).lines;
  if (line === undefined) throw new Error(`expected a line in the cart of ${second.name}`);
  await second.remove(line.productId);
  tally.remove(second, line.quantity);

  const units = shoppers.reduce((sum, shopper) => sum + tally.of(shopper).added, 0);
  say(`   ${requests} requests put ${units} units into carts: none of them twice.`);
  say(`   ${second.name} takes ${line.productId} out again. In ${first.name}'s cart:\n`);
  const cart = await first.cart();
  say(linesText(cart));
  return { requests, units, cart };
}
