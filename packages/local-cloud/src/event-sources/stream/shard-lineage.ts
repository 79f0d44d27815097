/** A shard as DescribeStream tells of it. */
export interface DescribedShard {
  readonly id: string;
  /** Undefined for one that has none, or whose parent is forgotten. */
  readonly parentId: string | undefined;
  /** Whether nothing is written to it any more. */
  readonly isClosed: boolean;
}

/** How far a shard is: begun, or handled to its end. */
export type ShardStanding = "begun" | "ended";

/** What the shards of a stream are when a mapping begins with it. */
export interface FirstLook {
  /** They are begun behind what is in them. */
  readonly latest: readonly string[];
  /** Nothing of them is wanted. */
  readonly ended: readonly string[];
}

/** With `LATEST` open shards are begun behind what is in them, and closed ones not at all. */
export function latestShards(shards: readonly DescribedShard[]): FirstLook {
  return {
    latest: shards.filter(({ isClosed }) => !isClosed).map(({ id }) => id),
    ended: shards.filter(({ isClosed }) => isClosed).map(({ id }) => id),
  };
}

/**
 * Which shards can be begun: those that are not yet, whose parent is ended or no longer kept by the stream. So the
 * changes of an item are handled in their order when a shard is split.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
 */
export function shardsToBegin(
  shards: readonly DescribedShard[],
  standingOf: (id: string) => ShardStanding | undefined,
): readonly string[] {
  const described = new Set(shards.map(({ id }) => id));
  return shards
    .filter(({ id }) => standingOf(id) === undefined)
    .filter(
      ({ parentId }) =>
        parentId === undefined || !described.has(parentId) || standingOf(parentId) === "ended",
    )
    .map(({ id }) => id);
}
