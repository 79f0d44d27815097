import { LAMP, loadCatalogue } from "../catalogue.ts";
import type { Cloud } from "../cloud.ts";
import { heading } from "../day/told.ts";
import { inLanes } from "../in-lanes.ts";
import type { Shopper } from "../shoppers/shopper.ts";
import { signUp } from "../shoppers/sign-up.ts";

const NAMES = [
  ...["Ada", "Ben", "Chiara", "Dae", "Eve", "Farid"],
  ...["Grete", "Hugo", "Ines", "Jun", "Kofi", "Lena"],
];
const AT_ONCE = 4;

/** The catalogue is loaded, and shoppers sign up. */
export async function showOpening(cloud: Cloud, run: string, say: (text: string) => void) {
  say(heading(1, "The shop opens"));
  const table = cloud.cart.products_table_name;
  const [items, shoppers] = await Promise.all([
    loadCatalogue(cloud),
    inLanes<string, Shopper>(AT_ONCE, NAMES, (name) =>
      signUp(cloud, name, `${name.toLowerCase()}-${run}@example.com`),
    ),
  ]);
  say(`   spillway load catalogue.jsonl --table ${table}: ${items} products and stock counters`);
  say(
    `   ${shoppers.length} shoppers signed up. Of the ${LAMP.productId} there are ${LAMP.stock}.`,
  );
  return { items, shoppers };
}
