import type { Notice } from "./notice.ts";

/** Where notices are published. */
export interface Topic {
  /**
   * Publishes up to 10 notices of 256 KiB together.
   *
   * @returns what was not taken, each with its error; what is not in it was published
   */
  publish(notices: readonly Notice[]): Promise<ReadonlyMap<Notice, Error>>;
}

/** Notices of one PublishBatch. */
export const TOPIC_BATCH = 10;
