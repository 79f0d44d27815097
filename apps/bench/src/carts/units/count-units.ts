import { randomUUID } from "node:crypto";
import type { CountedUse } from "./counted-client.ts";
import { OWN_OPERATIONS, type OwnShop } from "./own-operations.ts";
import { type CountedOperation, type SharedCarts, sharedOperations } from "./shared-operations.ts";

/** One operation, and what it takes: `seed` where the seed's way has it too. */
export interface OperationUnits {
  readonly name: string;
  readonly cart: CountedUse;
  readonly seed?: CountedUse;
}

/** The shops that are compared, by one client whose requests are counted. */
export interface CountedShops {
  readonly own: OwnShop;
  readonly seed: SharedCarts;
  /** What was used since it was last asked. */
  readonly used: () => CountedUse;
}

/**
 * Does every operation once in each shop, by a user of its own. Prices are in memory, unless the name says otherwise.
 *
 * @param sizes of the carts that are looked at and checked out, in lines
 */
export async function countUnits(
  { own, seed, used }: CountedShops,
  sizes: readonly number[],
): Promise<OperationUnits[]> {
  const count = async <Shop>(operation: CountedOperation<Shop>, shop: Shop) => {
    const run = await operation.ready(shop, randomUUID());
    used();
    await run();
    return used();
  };
  const counted: OperationUnits[] = [];
  for (const operation of sharedOperations(sizes)) {
    const cart = await count(operation, own.carts);
    counted.push({ name: operation.name, cart, seed: await count(operation, seed) });
  }
  for (const operation of OWN_OPERATIONS) {
    counted.push({ name: operation.name, cart: await count(operation, own) });
  }
  return counted;
}
