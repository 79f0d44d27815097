import type { ShopperStep } from "./shopper.ts";
import type { VisitOutcome } from "./visit-outcome.ts";

export type ShopAction = ShopperStep["action"];

/** One answer of a shop, as the shopper waited for it. */
export interface NotedAnswer {
  /** In which the shopper came. */
  readonly stage: number;
  readonly action: ShopAction;
  /** From the first attempt to the answer that counts. */
  readonly ms: number;
  /** 0: no answer came. */
  readonly status: number;
  /** Attempts before it, that were answered 429 or 5xx, or not at all. */
  readonly repeated: number;
}

/** What one shop did in a run. */
export interface ShopRecord {
  readonly answers: NotedAnswer[];
  /** One for each shopper who checked out. */
  readonly outcomes: VisitOutcome[];
}
