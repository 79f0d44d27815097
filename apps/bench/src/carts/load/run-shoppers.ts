import type { Clock } from "@spillway/pacing";
import { seededRandom } from "@spillway/simulator";
import { shopper } from "./shopper.ts";
import { type Arrival, arrivals, type Stage } from "./stages.ts";
import { type Shop, visit } from "./visit.ts";

/** What all shoppers have. */
export interface ShoppersOptions {
  readonly stages: readonly Stage[];
  readonly shops: readonly Shop[];
  /** One for each who comes. */
  readonly tokens: readonly string[];
  readonly products: readonly string[];
  readonly seed: number;
  readonly clock: Clock;
}

/** How many come in all stages. */
export function shoppersOf(stages: readonly Stage[]): number {
  return [...arrivals(stages)].length;
}

/**
 * Lets shoppers come when they are due, whether or not those before have left. Each goes to all shops at the same
 * time and decides the same in each; in each shop a slow answer delays that visit alone.
 */
export async function runShoppers(options: ShoppersOptions): Promise<void> {
  const { stages, shops, tokens, products, seed, clock } = options;
  const startMs = clock.now();
  const come = async ({ stage, atMs }: Arrival, number: number) => {
    await clock.sleep(startMs + atMs - clock.now());
    await Promise.all(
      shops.map(async (shop) => {
        const random = seededRandom(seed * 1_000_003 + number).next;
        await visit(shopper(random, products), shop, stage, tokens[number] ?? "", clock);
      }),
    );
  };
  await Promise.all([...arrivals(stages)].map(come));
}
