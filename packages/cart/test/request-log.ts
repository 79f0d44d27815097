import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** One request that a client sent. */
export interface LoggedRequest {
  /** As the SDK names its command: `UpdateItemCommand`. */
  readonly command: string;
  /** How many actions of a transaction it has; 1 for all other requests. */
  readonly actions: number;
}

/** Notes the requests of a client from now on, the SDK's own retries apart. */
export function logRequests(client: DynamoDBDocumentClient): {
  readonly requests: readonly LoggedRequest[];
  /** Those that write. */
  writes(): readonly LoggedRequest[];
} {
  const requests: LoggedRequest[] = [];
  client.middlewareStack.add(
    (next, context) => (args) => {
      const { TransactItems } = args.input as { TransactItems?: readonly unknown[] };
      requests.push({ command: context.commandName ?? "", actions: TransactItems?.length ?? 1 });
      return next(args);
    },
    { step: "initialize", name: "logRequests", override: true },
  );
  return {
    requests,
    writes: () => requests.filter(({ command }) => !/Query|Get/.test(command)),
  };
}
