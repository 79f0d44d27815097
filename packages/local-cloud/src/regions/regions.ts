import type { RegionalServices } from "./regional-services.ts";

/** The regions of a local cloud: each begins with the first request to it, and knows nothing of the others. */
export class Regions {
  readonly #start: (region: string) => RegionalServices;
  readonly #known = new Map<string, RegionalServices>();

  constructor(start: (region: string) => RegionalServices) {
    this.#start = start;
  }

  /** What runs in a region. */
  of(region: string): RegionalServices {
    const known = this.#known.get(region);
    if (known) return known;
    const started = this.#start(region);
    this.#known.set(region, started);
    return started;
  }

  /** What runs in a region that is in use; undefined when nothing was ever asked there. */
  inUse(region: string): RegionalServices | undefined {
    return this.#known.get(region);
  }

  /** The regions that are in use, by name, in the order of their first use. */
  all(): readonly (readonly [string, RegionalServices])[] {
    return [...this.#known];
  }
}
