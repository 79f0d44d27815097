import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** What DynamoDB said of one request. */
export interface Consumed {
  /** As the SDK names its command: `UpdateItemCommand`. */
  readonly command: string;
  /** 0 where it was refused: then DynamoDB does not say what it took. */
  units: number;
}

interface Capacity {
  readonly CapacityUnits?: number;
}

/**
 * Notes every request of a client from now on, with the units that DynamoDB says it took.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ConsumedCapacity.html
 */
export function noteUnits(client: DynamoDBDocumentClient): Consumed[] {
  const noted: Consumed[] = [];
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const consumed = { command: context.commandName ?? "", units: 0 };
      noted.push(consumed);
      const answer = await next({
        ...args,
        input: { ...args.input, ReturnConsumedCapacity: "TOTAL" },
      });
      const { ConsumedCapacity = [] } = answer.output as unknown as {
        ConsumedCapacity?: Capacity | readonly Capacity[];
      };
      for (const { CapacityUnits = 0 } of [ConsumedCapacity].flat())
        consumed.units += CapacityUnits;
      return answer;
    },
    { step: "initialize", name: "noteUnits", override: true },
  );
  return noted;
}
