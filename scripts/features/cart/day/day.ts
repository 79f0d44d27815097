import type { Cloud } from "../cloud.ts";
import type { Shopper } from "../shoppers/shopper.ts";
import type { Tally } from "./tally.ts";

/** What the scenes of a shopping day share. */
export interface Day {
  readonly cloud: Cloud;
  /** Whose carts are filled. */
  readonly shoppers: readonly Shopper[];
  readonly tally: Tally;
  /** Tells the person who looks on. */
  readonly say: (text: string) => void;
}
