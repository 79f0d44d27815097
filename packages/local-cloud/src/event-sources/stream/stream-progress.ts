import * as z from "zod";
import type { KeptMap } from "../../persistence/kept-map.ts";
import type { ShardStanding } from "./shard-lineage.ts";
import { type ShardProgress, shardProgress } from "./shard-positions.ts";

/** How far a mapping is with its stream: what is kept of it. */
export const streamProgress = z.object({
  shards: z.record(z.string(), shardProgress),
  /** Shards that are begun behind what was in them at this time, in ms since 1970, until something is read of them. */
  latest: z.record(z.string(), z.number()),
});

export type KeptStreamProgress = z.infer<typeof streamProgress>;

/** How far one mapping is with its stream, kept over restarts, updates, and while it is disabled. */
export class StreamProgress {
  readonly #kept: KeptMap<KeptStreamProgress>;
  readonly #uuid: string;

  constructor(kept: KeptMap<KeptStreamProgress>, uuid: string) {
    this.#kept = kept;
    this.#uuid = uuid;
  }

  /** Whether the stream was looked at before. */
  get isBegun(): boolean {
    return this.#kept.has(this.#uuid);
  }

  of(shardId: string): ShardProgress | undefined {
    return this.#now.shards[shardId];
  }

  standingOf(shardId: string): ShardStanding | undefined {
    const progress = this.of(shardId);
    return progress && (progress.ended ? "ended" : "begun");
  }

  /** Since when records of a shard are wanted that has none known to be done. */
  latestSince(shardId: string): number | undefined {
    return this.#now.latest[shardId];
  }

  /** The first look: nothing of the ended shards is wanted, and of the latest what comes from now on. */
  begin(ended: readonly string[], latest: readonly string[], nowMs: number): void {
    this.#kept.set(this.#uuid, {
      shards: Object.fromEntries(ended.map((id) => [id, { lanes: [], ended: true }])),
      latest: Object.fromEntries(latest.map((id) => [id, nowMs])),
    });
  }

  set(shardId: string, progress: ShardProgress): void {
    const { shards, latest } = this.#now;
    this.#kept.set(this.#uuid, { shards: { ...shards, [shardId]: progress }, latest });
  }

  end(shardId: string): void {
    this.set(shardId, { lanes: [], ended: true });
  }

  /** Forgets the shards that the stream no longer has. */
  keepOnly(shardIds: readonly string[]): void {
    const { shards, latest } = this.#now;
    const gone = Object.keys(shards).filter((id) => !shardIds.includes(id));
    if (gone.length === 0) return;
    const stays = ([id]: readonly [string, unknown]) => shardIds.includes(id);
    this.#kept.set(this.#uuid, {
      shards: Object.fromEntries(Object.entries(shards).filter(stays)),
      latest: Object.fromEntries(Object.entries(latest).filter(stays)),
    });
  }

  get #now(): KeptStreamProgress {
    return this.#kept.get(this.#uuid) ?? { shards: {}, latest: {} };
  }
}
