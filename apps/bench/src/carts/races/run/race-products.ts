/** A product of the shop that races are run in. */
export interface RaceProduct {
  readonly productId: string;
  /** Of one at first, in cents. */
  readonly amount: number;
  /** Counters and units at first; undefined: stock is not counted. */
  readonly stock?: { readonly shards: number; readonly units: number };
}

/** Twelve products: of three the stock is counted, so that shoppers meet there. */
export const RACE_PRODUCTS: readonly RaceProduct[] = [
  { productId: "hot-shoe", amount: 8_990, stock: { shards: 8, units: 400 } },
  { productId: "cup", amount: 1_999 },
  { productId: "rare-book", amount: 4_550, stock: { shards: 1, units: 60 } },
  { productId: "pen", amount: 10 },
  { productId: "lamp", amount: 2_999, stock: { shards: 3, units: 200 } },
  { productId: "ink", amount: 20 },
  { productId: "desk", amount: 24_901 },
  { productId: "chair", amount: 12_095 },
  { productId: "rug", amount: 7_777 },
  { productId: "vase", amount: 3_333 },
  { productId: "clock", amount: 5_005 },
  { productId: "stamp", amount: 1 },
];
