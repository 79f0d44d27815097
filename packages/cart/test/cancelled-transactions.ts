import {
  type DynamoDBClient,
  TransactionCanceledException,
  type TransactWriteItem,
} from "@aws-sdk/client-dynamodb";

/** Reasons that another attempt may not meet, and that DynamoDB Local never gives by itself. */
export const PASSING_CODES = [
  "TransactionConflict",
  "ProvisionedThroughputExceeded",
  "ThrottlingError",
] as const;

/**
 * Has a client's transactions cancelled instead of sent.
 *
 * @param code the reason of each action on the table; the others have `None`
 * @param times how many transactions; default all
 * @returns the actions of each that was cancelled so far
 */
export function cancelTransactions(
  client: DynamoDBClient,
  {
    code,
    table,
    times = Number.POSITIVE_INFINITY,
  }: { readonly code: string; readonly table: string; readonly times?: number },
): readonly (readonly TransactWriteItem[])[] {
  const cancelled: (readonly TransactWriteItem[])[] = [];
  client.middlewareStack.add(
    (next) => async (args) => {
      const { TransactItems: actions } = args.input as {
        readonly TransactItems?: readonly TransactWriteItem[];
      };
      if (actions === undefined || cancelled.length >= times) return next(args);
      cancelled.push(actions);
      throw new TransactionCanceledException({
        message: "Transaction cancelled, please refer cancellation reasons for specific reasons",
        $metadata: {},
        CancellationReasons: actions.map(({ Update, Put }) => ({
          Code: (Update ?? Put)?.TableName === table ? code : "None",
        })),
      });
    },
    { step: "initialize", name: "cancelTransactions" },
  );
  return cancelled;
}
