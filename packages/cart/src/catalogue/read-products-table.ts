import {
  BatchGetCommand,
  type BatchGetCommandInput,
  type BatchGetCommandOutput,
} from "@aws-sdk/lib-dynamodb";
import { type Deadline, fullJitterDelay } from "@spillway/pacing";
import { cartError } from "../cart-error.ts";
import type { CartPlaces } from "../carts.ts";

/** Of one request. */
const MAX_KEYS = 100;
const MAX_ATTEMPTS = 8;

/** Where the products table is, and how long to ask for what it left out. */
export interface ProductsPlaces
  extends Pick<CartPlaces, "client" | "productsTable" | "clock" | "random"> {
  /** What is left out is not asked for again after it; default never. */
  readonly deadline?: Deadline;
}
type Item = Readonly<Record<string, unknown>>;

/** Key of an item of the products table. */
export interface ProductsKey {
  readonly product_id: string;
  readonly part: string;
}

/**
 * Items of the products table as they are now, read consistently, 100 in one request, in any order. Those that are not
 * there are missing.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
 * @throws SpillwayError `CHECKOUT_BUSY` where the table throttles on and on
 */
export async function readProductsTable(
  places: ProductsPlaces,
  keys: readonly ProductsKey[],
): Promise<Item[]> {
  const pages = [];
  for (let at = 0; at < keys.length; at += MAX_KEYS) {
    pages.push(readPage(places, keys.slice(at, at + MAX_KEYS)));
  }
  return (await Promise.all(pages)).flat();
}

async function readPage(
  { client, productsTable, clock, random, deadline }: ProductsPlaces,
  keys: ProductsKey[],
): Promise<Item[]> {
  const items: Item[] = [];
  let wanted: BatchGetCommandInput["RequestItems"] = {
    [productsTable]: { Keys: keys.map((key) => ({ ...key })), ConsistentRead: true },
  };
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const { Responses = {}, UnprocessedKeys = {} }: BatchGetCommandOutput = await client.send(
      new BatchGetCommand({ RequestItems: wanted }),
    );
    items.push(...(Responses[productsTable] ?? []));
    if (UnprocessedKeys[productsTable] === undefined) return items;
    // What a throttled table left out comes back as not processed, and the SDK does not ask again.
    wanted = UnprocessedKeys;
    await clock.sleep(fullJitterDelay({ attempt, random }));
    if (deadline?.hasPassed()) break;
  }
  throw cartError(
    "CHECKOUT_BUSY",
    "expected the products table to give all that was asked for; it throttles, and gave some only",
    { hint: "Try again in a moment. If it goes on, that table needs more read units." },
  );
}
