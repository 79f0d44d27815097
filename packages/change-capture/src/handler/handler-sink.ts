import type { Deadline } from "@spillway/pacing";
import type { ChangeEvent } from "../change-event.ts";
import type { Sink } from "../sink.ts";

/** What one's own handler is told beside the change. */
export interface HandlerContext {
  /** The change failed before and comes again, by `spillway redrive`. */
  readonly replayed: boolean;
  /** By when it must be done. */
  readonly deadline: Deadline;
}

/**
 * One's own handler. It gets the changes of one item one after the other, in order, those of different
 * items at once, and each at least once: `change.eventId` tells repeats. A change is done when it returns;
 * what it throws fails the change, as the failure policies say.
 *
 * @example
 * const handler: ChangeHandler = async (change) => {
 *   if (change.type === "insert") await welcome(change.newImage);
 * };
 * export default handler;
 */
export type ChangeHandler = (change: ChangeEvent, context: HandlerContext) => Promise<void> | void;

/**
 * Gives each change to one's own handler. What the policies retry is retried. The handler has a copy: what it does
 * to it is neither in the record of a failure nor in the next attempt.
 */
export function handlerSink(handler: ChangeHandler): Sink {
  return {
    name: "handler",
    write: (changes, { inOrder, retry, replayed, deadline }) => {
      const context = { replayed, deadline };
      return inOrder(changes, (change) =>
        retry(async () => handler(structuredClone(change), context)),
      );
    },
  };
}
