import { until } from "../../capture/until.ts";
import type { listenToCarts } from "../announced.ts";
import type { Day } from "../day/day.ts";
import { heading, row } from "../day/told.ts";
import { inLanes } from "../in-lanes.ts";
import { expire, keptLines } from "../kept-lines.ts";

const AT_ONCE = 4;

/** Carts that nobody comes back to run out, and are announced; what was sold is not. */
export async function showThirtyDays(
  { cloud, shoppers, say }: Day,
  notices: Awaited<ReturnType<typeof listenToCarts>>,
) {
  say(heading(7, "Thirty days later (the time of all lines is made to run out now)"));
  const carts = await inLanes(AT_ONCE, shoppers, (shopper) => shopper.cart());
  const full = carts.filter(({ lines }) => lines.length > 0);
  const unsold = full.reduce((sum, { lines }) => sum + lines.length, 0);
  const inCarts = full.flatMap(({ lines }) => lines).reduce((all, line) => all + line.quantity, 0);
  // Lines that were sold are emptied behind the checkout, so that they are not announced.
  const kept = await until("the lines that were sold emptied", async () => {
    const lines = await keptLines(cloud, shoppers);
    return lines.reduce((all, { units }) => all + units, 0) === inCarts ? lines : undefined;
  });
  const orders = await inLanes(AT_ONCE, shoppers, (shopper) => shopper.orders());
  const looks = await inLanes(AT_ONCE, shoppers, async (shopper) => {
    await expire(
      cloud,
      kept.filter(({ userId }) => userId === shopper.userId),
    );
    const [cart, still] = await Promise.all([shopper.cart(), keptLines(cloud, [shopper])]);
    return { visible: cart.lines.length, still: still.length };
  });
  const sum = (field: "visible" | "still") => looks.reduce((all, look) => all + look[field], 0);
  const [visible, stillKept] = [sum("visible"), sum("still")];
  say(
    row("GET /cart", `${visible} lines, while DynamoDB had ${stillKept} of ${kept.length} items`),
  );
  await until("the lines deleted by DynamoDB", async () =>
    (await keptLines(cloud, shoppers)).length === 0 ? true : undefined,
  );
  const heard = await notices.hear(shoppers, orders.flat().length + unsold);
  say(row("announced: orders", `${heard.orders} of ${orders.flat().length}`));
  say(row("announced: abandoned lines", `${heard.abandoned.length}, of ${full.length} carts`));
  return { carts: full.length, unsold, visible, stillKept, announced: heard };
}
