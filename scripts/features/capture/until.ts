import { setTimeout as sleep } from "node:timers/promises";

const EVERY_MS = 250;
const PATIENCE_MS = 180_000;

/**
 * Looks until there is what is looked for.
 *
 * @param what for the error: what is waited for
 * @throws Error when it is not there after three minutes
 */
export async function until<Found>(
  what: string,
  look: () => Promise<Found | undefined>,
  patienceMs = PATIENCE_MS,
): Promise<Found> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) {
      throw new Error(`expected ${what} within ${patienceMs / 1000} s; came nothing`);
    }
    await sleep(EVERY_MS);
  }
}
