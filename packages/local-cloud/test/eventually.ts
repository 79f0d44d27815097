import { setTimeout as delay } from "node:timers/promises";

const LIMIT_MS = 180_000;
const LOOK_EVERY_MS = 100;

/** Looks again and again until `look` gives something other than undefined; fails after 180 s. */
export async function eventually<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const limit = Date.now() + LIMIT_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > limit) throw new Error(`expected within ${LIMIT_MS / 1_000} s: ${what}`);
    await delay(LOOK_EVERY_MS);
  }
}
