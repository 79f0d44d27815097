import type { KeptMap } from "../persistence/kept-map.ts";
import type { RegionalServices } from "./regional-services.ts";

/**
 * The regions of a local cloud: each begins with the first request to it, or with the local cloud when it was in
 * use before, and knows nothing of the others.
 */
export class Regions {
  readonly #start: (region: string) => RegionalServices;
  readonly #known = new Map<string, RegionalServices>();
  readonly #used: KeptMap<true>;

  /** @param used the names of those that were ever in use */
  constructor(used: KeptMap<true>, start: (region: string) => RegionalServices) {
    this.#used = used;
    this.#start = start;
  }

  /** Begins the regions that were in use before, with what is deployed there. */
  begin(): void {
    for (const region of [...this.#used.keys()]) this.of(region).changed({ kind: "rules" });
  }

  /** What runs in a region. */
  of(region: string): RegionalServices {
    const known = this.#known.get(region);
    if (known) return known;
    const started = this.#start(region);
    this.#known.set(region, started);
    if (!this.#used.has(region)) this.#used.set(region, true);
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
