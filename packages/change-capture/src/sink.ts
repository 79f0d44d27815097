import type { Deadline } from "@spillway/pacing";
import type { ChangeEvent } from "./change-event.ts";

/** A change that a sink could not take, and why. */
export interface FailedChange {
  readonly change: ChangeEvent;
  readonly error: unknown;
}

/** What a sink may use while it takes changes. */
export interface SinkContext {
  /** The changes failed before and come again, by `spillway redrive`. */
  readonly replayed: boolean;
  /** By when the work must have stopped. */
  readonly deadline: Deadline;
  /**
   * Does an operation, and again when it fails with what passes (throttling, a fault of AWS, the network,
   * or what the failure policies say) until the deadline.
   *
   * @throws what the operation threw last
   */
  retry<Result>(operation: () => Promise<Result>): Promise<Result>;
  /**
   * Does one change at a time of each item, in order, different items at once. After a change that failed
   * the later ones of its item are held back; one that went to the failure destination holds nothing back.
   *
   * @param one throws if the change can't be taken
   */
  inOrder(
    changes: readonly ChangeEvent[],
    one: (change: ChangeEvent) => Promise<void> | void,
  ): Promise<readonly FailedChange[]>;
  /**
   * As `inOrder`, for what takes several changes at once: never two of one item.
   *
   * @param some gives those that failed
   */
  inBatches(
    changes: readonly ChangeEvent[],
    size: number,
    some: (changes: readonly ChangeEvent[]) => Promise<readonly FailedChange[]>,
  ): Promise<readonly FailedChange[]>;
}

/**
 * Where changes go. A sink gets the changes of a batch at once, in the order of the stream, and may get
 * each more than once: `eventId` tells repeats.
 *
 * @example A sink that puts each new image into an index, in the order of each item:
 * const indexSink = (index: SearchIndex): Sink => ({
 *   name: "index",
 *   write: (changes, { inOrder, retry }) =>
 *     inOrder(changes, (change) =>
 *       retry(() => index.put(JSON.stringify(change.keys), change.newImage)),
 *     ),
 * });
 */
export interface Sink {
  /** In logs and failure records. */
  readonly name: string;
  /**
   * Takes changes.
   *
   * @returns those that it could not take; a change that is not among them is done
   * @throws what concerns all of them
   */
  write(changes: readonly ChangeEvent[], context: SinkContext): Promise<readonly FailedChange[]>;
}
