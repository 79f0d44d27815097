import { fieldsOf } from "../throttles/fields.ts";
import { isRecovering } from "./recovery.ts";
import { Scaler } from "./scaler.ts";
import type { ScalingConfig } from "./scaling-config.ts";
import { type MiddlewareStack, operationOf, signalOf } from "./sent-commands.ts";
import { serveCommand } from "./serve-command.ts";

/** A plugin for the middleware of a client, plain or of documents. */
export interface ScalingPlugin {
  readonly applyToStack: (stack: MiddlewareStack) => void;
}

/** Commands that read or write items; the others are none of the plugin's business. */
const DATA_COMMANDS = new Set([
  ...["GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan"],
  ...["BatchGetItem", "BatchWriteItem", "TransactGetItems", "TransactWriteItems"],
  ...["ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction"],
]);

/**
 * A plugin that answers the throttles of every command of a client by scaling, without touching where
 * commands are sent: it stands round the SDK's own retries. Add it before the first command is sent.
 *
 * What `BatchWriteItem`, `BatchGetItem` and `BatchExecuteStatement` leave unprocessed is sent again
 * within the same retries; what is left then is answered as DynamoDB does. The signal that is passed
 * to `send` ends the waiting too.
 *
 * @param config settings that differ from the environment's; `config.operations` by the names of
 *   DynamoDB's API, such as `Query`. Pass `client` where yours has an endpoint, a region or credentials
 *   of its own
 * @throws SETTINGS_INVALID: all that is wrong, at once
 * @see https://aws.amazon.com/blogs/developer/middleware-stack-modular-aws-sdk-js/
 * @example
 * const client = new DynamoDBClient({});
 * client.middlewareStack.use(throughputScaling({ client, operations: { Scan: { maxRetries: 10 } } }));
 */
export function throughputScaling(config: ScalingConfig = {}): ScalingPlugin {
  const scaler = new Scaler(config);
  const applyToStack = (stack: MiddlewareStack) =>
    stack.add(
      (next, context) => {
        const name = operationOf(context);
        if (!DATA_COMMANDS.has(name)) return next;
        const settings = scaler.settingsOf(name);
        return async (args) => {
          // The requests that the answer to a throttle takes are not for it to answer.
          if (isRecovering()) return next(args);
          const command = { name, settings, input: fieldsOf(args.input) };
          return serveCommand(
            scaler.services,
            command,
            () => signalOf(context),
            (input) => next({ ...args, input: input as typeof args.input }),
          );
        };
      },
      { step: "initialize", name: "spillwayThroughputScaling", override: true },
    );
  return { applyToStack };
}
