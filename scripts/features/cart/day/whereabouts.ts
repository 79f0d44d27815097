import type { Announced } from "../announced.ts";
import { inLanes } from "../in-lanes.ts";
import type { OrderAnswer } from "../shoppers/api.ts";
import type { Shopper } from "../shoppers/shopper.ts";
import type { Day } from "./day.ts";
import { heading } from "./told.ts";

const AT_ONCE = 4;
const TITLES = ["  added", " = ordered", " + removed", " + abandoned", " + in the cart"];

/** Where a shopper's units are. */
export interface Whereabouts {
  readonly name: string;
  readonly userId: string;
  readonly added: number;
  readonly ordered: number;
  readonly removed: number;
  readonly abandoned: number;
  readonly inCart: number;
  readonly orders: number;
}

/** Each unit that was put into a cart is in exactly one place, and each order's total the sum of its lines. */
export async function showWhereabouts(
  { shoppers, tally, say }: Day,
  { abandoned }: Announced,
): Promise<{ readonly units: readonly Whereabouts[]; readonly wrongTotals: number }> {
  say(heading(8, "Where each unit is"));
  const orders = await inLanes(AT_ONCE, shoppers, (shopper) => shopper.orders());
  const carts = await inLanes(AT_ONCE, shoppers, (shopper) => shopper.cart());
  const units = shoppers.map((shopper, index) => ({
    name: shopper.name,
    userId: shopper.userId,
    ...tally.of(shopper),
    ordered: unitsOf(orders[index] ?? []),
    abandoned: unitsAbandoned(abandoned, shopper),
    inCart: unitsOf([carts[index] ?? { lines: [] }]),
    orders: orders[index]?.length ?? 0,
  }));
  say(`   ${" ".repeat(8)}${TITLES.join("")}`);
  for (const one of [...units, totalOf(units)]) say(rowOf(one));
  const wrong = orders.flat().filter((order) => !isSum(order));
  const isRight = wrong.length === 0 && units.every(isWhole);
  say(
    isRight
      ? `\n   Every unit is in one place, and the total of each of ${orders.flat().length} orders is the sum of its lines.`
      : "\n   THIS DOES NOT ADD UP.",
  );
  return { units, wrongTotals: wrong.length };
}

type Lines = Pick<OrderAnswer, "lines">;

function unitsOf(all: readonly Lines[]): number {
  return sum(all.flatMap(({ lines }) => lines.map(({ quantity }) => quantity)));
}

function unitsAbandoned(abandoned: Announced["abandoned"], { userId }: Shopper): number {
  return sum(abandoned.filter((line) => line.userId === userId).map(({ units }) => units));
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

/** Whether nothing is missing and nothing twice. */
export function isWhole({ added, ordered, removed, abandoned, inCart }: Whereabouts): boolean {
  return added === ordered + removed + abandoned + inCart;
}

function isSum({ lines, total }: OrderAnswer): boolean {
  return total.amount === sum(lines.map(({ quantity, price }) => quantity * price.amount));
}

function totalOf(units: readonly Whereabouts[]): Whereabouts {
  const all = (field: Exclude<keyof Whereabouts, "name" | "userId">) =>
    sum(units.map((one) => one[field]));
  return {
    ...{
      name: "all",
      userId: "",
      added: all("added"),
      ordered: all("ordered"),
      removed: all("removed"),
    },
    ...{ abandoned: all("abandoned"), inCart: all("inCart"), orders: all("orders") },
  };
}

function rowOf(one: Whereabouts): string {
  const { name, added, ordered, removed, abandoned, inCart } = one;
  const cells = [added, ordered, removed, abandoned, inCart].map((units, column) =>
    String(units).padStart(TITLES[column]?.length ?? 0),
  );
  return `   ${name.padEnd(8)}${cells.join("")}${isWhole(one) ? "" : "  ← does not add up"}`;
}
