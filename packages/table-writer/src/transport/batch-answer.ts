import type { BatchWriteResult, ConsumedUnits, WireRequest } from "./transport.ts";

/** Units as DynamoDB's answer and the SDK's output both have them. */
interface Units {
  readonly CapacityUnits?: number | undefined;
}

/** One entry of `ConsumedCapacity`. */
export interface CapacityAnswer extends Units {
  readonly Table?: Units | undefined;
  readonly LocalSecondaryIndexes?: Readonly<Record<string, Units>> | undefined;
  readonly GlobalSecondaryIndexes?: Readonly<Record<string, Units>> | undefined;
}

/**
 * Finds the requests that were sent back. DynamoDB gives them as items, and no order is promised.
 *
 * @param sentBack the key text of each, undefined for one that has no key of the table
 */
export function unprocessedOf(
  sentBack: readonly (string | undefined)[],
  requests: readonly WireRequest[],
): BatchWriteResult["unprocessed"] {
  if (sentBack.length === 0) return [];
  const keys = new Set(sentBack);
  const found = requests.filter((request) => keys.has(request.key));
  // One that can't be told from the others might be any of them; to write all again does no harm.
  return found.length === keys.size ? found : requests;
}

/** Adds up what an answer says was consumed. */
export function consumedUnits(capacities: readonly CapacityAnswer[]): ConsumedUnits {
  let table = 0;
  const indexes: Record<string, number> = {};
  for (const capacity of capacities) {
    // Without a division by index all of it is the table's.
    table += capacity.Table?.CapacityUnits ?? capacity.CapacityUnits ?? 0;
    for (const local of Object.values(capacity.LocalSecondaryIndexes ?? {})) {
      table += local.CapacityUnits ?? 0;
    }
    for (const [name, index] of Object.entries(capacity.GlobalSecondaryIndexes ?? {})) {
      indexes[name] = (indexes[name] ?? 0) + (index.CapacityUnits ?? 0);
    }
  }
  return { table, indexes };
}

/** Calls `keyOf` for an item of an answer; undefined where it is no item of the table. */
export function keyIfAny(keyOf: () => string): string | undefined {
  try {
    return keyOf();
  } catch {
    return undefined;
  }
}
