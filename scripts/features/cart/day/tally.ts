import type { Shopper } from "../shoppers/shopper.ts";

/** What a shopper has put into carts and taken out again. */
export interface Moved {
  readonly added: number;
  readonly removed: number;
}

/** Counts units as they are asked for, so that in the end each of them can be looked for. */
export class Tally {
  readonly #moved = new Map<Shopper, Moved>();

  add(shopper: Shopper, units: number): void {
    const { added, removed } = this.of(shopper);
    this.#moved.set(shopper, { added: added + units, removed });
  }

  remove(shopper: Shopper, units: number): void {
    const { added, removed } = this.of(shopper);
    this.#moved.set(shopper, { added, removed: removed + units });
  }

  of(shopper: Shopper): Moved {
    return this.#moved.get(shopper) ?? { added: 0, removed: 0 };
  }
}
