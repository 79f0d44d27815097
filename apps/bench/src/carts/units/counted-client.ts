import type { ConsumedCapacity, DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** What requests took, as DynamoDB itself says (`ReturnConsumedCapacity`). */
export interface CountedUse {
  readonly writeUnits: number;
  readonly readUnits: number;
  /** Requests that write, and that read. */
  readonly writes: number;
  readonly reads: number;
}

const READS = new Set(["BatchGetItemCommand", "GetItemCommand", "QueryCommand"]);

/**
 * Has every request of a client say what it took, and adds it up.
 *
 * @returns gives what was used since it was last called
 */
export function countUse(client: DynamoDBClient): () => CountedUse {
  const none = { writeUnits: 0, readUnits: 0, writes: 0, reads: 0 };
  let use = { ...none };
  client.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        const input = { ...args.input, ReturnConsumedCapacity: "TOTAL" };
        const result = await next({ ...args, input });
        const units = unitsOf(result.output);
        if (READS.has(commandName)) {
          use.reads += 1;
          use.readUnits += units;
        } else {
          use.writes += 1;
          use.writeUnits += units;
        }
        return result;
      },
    { step: "initialize", name: "countUse" },
  );
  return () => {
    const used = use;
    use = { ...none };
    return used;
  };
}

function unitsOf(output: object): number {
  const consumed = "ConsumedCapacity" in output ? output.ConsumedCapacity : undefined;
  const all = (Array.isArray(consumed) ? consumed : [consumed]) as (ConsumedCapacity | undefined)[];
  return all.reduce((sum, one) => sum + (one?.CapacityUnits ?? 0), 0);
}
