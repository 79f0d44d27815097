import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { fieldsOf } from "../throttles/fields.ts";
import type { SentCommand } from "../throttles/throttle.ts";

/** The middleware of a client, plain or of documents, as far as it is needed here. */
export type MiddlewareStack = Pick<DynamoDBClient["middlewareStack"], "add">;

const commands = new WeakMap<Error, SentCommand>();

/** The command that led to an error; undefined where nobody noted it. */
export function commandOf(error: unknown): SentCommand | undefined {
  return error instanceof Error ? commands.get(error) : undefined;
}

/** Notes of each error of a client which command led to it: an error itself does not tell. */
export function noteCommands(stack: MiddlewareStack): void {
  stack.add(
    (next, context) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        if (error instanceof Error) commands.set(error, sentCommand(context, args.input));
        throw error;
      }
    },
    { step: "initialize", name: "spillwayNoteCommands", override: true },
  );
}

/**
 * The command that a middleware serves, by its name in DynamoDB's API: also where it is the document
 * client's, whose PutCommand is sent as a PutItemCommand.
 */
export function sentCommand(context: object, input: object): SentCommand {
  return { name: operationOf(context), input: fieldsOf(input) };
}

/** The command's name in DynamoDB's API, such as `PutItem`. */
export function operationOf(context: object): string {
  return String(fieldsOf(context).commandName ?? "").replace(/Command$/, "");
}

/** The signal that was passed to `send`; the SDK keeps it beside what it tells of a command. */
export function signalOf(context: object): AbortSignal | undefined {
  const { abortSignal } = fieldsOf(fieldsOf(context).__smithy_context);
  return abortSignal instanceof AbortSignal ? abortSignal : undefined;
}
