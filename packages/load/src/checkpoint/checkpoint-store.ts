import type { Checkpoint } from "./checkpoint.ts";

/**
 * The place where one load keeps how far it is: a file, an object, a row.
 *
 * A store that can tell (by an ETag, by a condition on a version) remembers what it read or saved last
 * and replaces only that: two runs of one load must not both go on. It then throws from `save`, and
 * the run stops.
 */
export interface CheckpointStore {
  /** Where it is, for a person to find it: a path, `s3://bucket/key`. */
  readonly name: string;
  /**
   * What was saved last; undefined where nothing was.
   *
   * @throws SpillwayError `CHECKPOINT_INVALID` for what is no checkpoint: it is never saved over
   */
  read(): Promise<Checkpoint | undefined>;
  /** Takes the place of what was there, at once: a reader finds the old one or the new one, whole. */
  save(checkpoint: Checkpoint): Promise<void>;
  /**
   * Called instead of `save` where nothing has ended since the last one, as on a table that takes
   * nothing for a while: a store that holds a lease renews it. It throws as `save` does.
   */
  touch?(): Promise<void>;
  /** Takes it away; nothing where nothing is there. */
  remove(): Promise<void>;
  /** A free place beside this one, for a checkpoint that must not be lost. It writes nothing yet. */
  aside(): Promise<CheckpointStore>;
}
