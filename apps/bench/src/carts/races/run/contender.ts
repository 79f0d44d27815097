import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Order } from "@spillway/cart";
import type { Clock } from "@spillway/pacing";
import type { StockCount } from "../check/check-stock.ts";
import type { RacedCarts } from "../raced-carts.ts";
import type { RaceProduct } from "./race-products.ts";

/** Where a race is run. */
export interface RacePlaces {
  readonly client: DynamoDBDocumentClient;
  readonly cartTable: string;
  readonly productsTable: string;
  readonly clock: Clock;
}

/** A way to keep carts that is put to the test. */
export interface Contender {
  readonly name: string;
  /** Seconds that a line lives after it was last changed. */
  readonly lineSeconds: number;
  /** Seconds that a request is remembered. */
  readonly repeatSeconds: number;
  /** Seconds that a process may take a product's price from memory. */
  readonly catalogueSeconds: number;
  /** Carts as one process of many has them. */
  open(places: RacePlaces): RacedCarts;
  /** Makes a product, or gives it another price. */
  putProduct(places: RacePlaces, product: RaceProduct, isNew: boolean): Promise<void>;
  /** Puts units in; undefined where stock is not counted. */
  readonly addStock?: (places: RacePlaces, productId: string, units: number) => Promise<void>;
  /** What each counter has. */
  readonly stockOf?: (places: RacePlaces, productId: string) => Promise<StockCount["left"]>;
  /** Clears away what a user's orders took, where that is done afterwards. */
  readonly settle?: (places: RacePlaces, userId: string) => Promise<void>;
  /** Orders that are kept; undefined where they are in answers alone. */
  readonly ordersOf?: (places: RacePlaces, userId: string) => Promise<readonly Order[]>;
}
