import type { GiveBack } from "../item/give-back.ts";
import type { PaceItem } from "../item/pace-item.ts";
import type { Sale } from "../item/sale.ts";

/** What came of a purchase. */
export interface SaleAnswer {
  readonly isSold: boolean;
  /** The item as it was before the sale, or as it is where it was refused; undefined where there is none. */
  readonly item: PaceItem | undefined;
}

/** What came of giving back. */
export type GiveBackAnswer =
  | { readonly isDone: true }
  | {
      readonly isDone: false;
      /**
       * Whether an earlier request of the same may have done it, whose answer was lost: then a further one
       * might give back twice.
       */
      readonly mayBeDone: boolean;
      /** As it is; undefined where there is none. */
      readonly item: PaceItem | undefined;
    };

/** Where a pace item is kept. Each call is one request, which is done whole or not at all. */
export interface PaceStore {
  /** Does what `sell` says. */
  sell(sale: Sale): Promise<SaleAnswer>;
  /** Does what `takeBack` says. */
  takeBack(given: GiveBack): Promise<GiveBackAnswer>;
}
