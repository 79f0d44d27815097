import type { Difference } from "./difference.ts";

/** A difference that is meant, or that can't be helped. */
export interface DocumentedDifference {
  readonly name: string;
  readonly reason: string;
  /** As narrow as it can be: anything else must still be found. */
  readonly fits: (difference: Difference) => boolean;
}

/**
 * Where the proxy may answer otherwise than the engine. The run fails on any other difference, and
 * also when one of these no longer occurs.
 */
export const DOCUMENTED_DIFFERENCES: readonly DocumentedDifference[] = [
  {
    name: "units of a batch on indexes",
    reason:
      "DynamoDB Local leaves them out of ConsumedCapacity; DynamoDB counts them, as the proxy does",
    fits: (of) => of.request.startsWith("BatchWriteItem ") && differsOnlyInUnits(of),
  },
  {
    name: "units of a transaction",
    reason:
      "DynamoDB Local says 4 for a transactional write of 1 KB and leaves indexes out; DynamoDB's documentation says 2",
    fits: (of) => of.request.startsWith("TransactWriteItems ") && differsOnlyInUnits(of),
  },
  {
    name: "units of an update that returns only the new item",
    reason:
      "they depend on the old item too, which the proxy does not know then unless it is told to read it (readOldItems)",
    fits: (of) =>
      of.request.startsWith("UpdateItem ") &&
      of.request.includes('"ReturnValues":"ALL_NEW"') &&
      differsOnlyInUnits(of),
  },
];

/** Whether the answers are the same but for the numbers in their ConsumedCapacity. */
function differsOnlyInUnits({ engine, proxy }: Difference): boolean {
  const [ofEngine, ofProxy] = [engine, proxy].map(withoutUnits);
  return ofEngine !== undefined && ofEngine === ofProxy;
}

function withoutUnits(answer: string): string | undefined {
  const bodyAt = answer.indexOf("\n\n") + 2;
  try {
    const { ConsumedCapacity, ...others } = JSON.parse(answer.slice(bodyAt));
    return ConsumedCapacity && answer.slice(0, bodyAt) + JSON.stringify(others);
  } catch {
    return undefined;
  }
}
