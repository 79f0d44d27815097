import { isPassingAwsError } from "@spillway/aws";
import type { Checkpoint, CheckpointStore } from "@spillway/load";
import { type Clock, fullJitterDelay, type Random } from "@spillway/pacing";
import { chunkAt, leased } from "../../chunk/chunk-state.ts";
import { ingestJobsError } from "../../errors.ts";
import { saveChunk } from "../../store/chunk-store.ts";
import type { ChunkItem } from "../../store/items/chunk-item.ts";
import type { JobsTable } from "../../store/jobs-table.ts";
import { type Delivery, HIDDEN_SECONDS, HIDE_EVERY_MS, LEASE_MS } from "../work-services.ts";

/** A request under way when the lease runs out must have been answered before another worker begins. */
const LEASE_MARGIN_MS = 3_000;

export interface ChunkOwnerOptions {
  readonly table: JobsTable;
  readonly job: string;
  /** As it was claimed. */
  readonly chunk: ChunkItem;
  /** When the job was accepted: expiry times are counted from it. */
  readonly startedAt: string;
  readonly delivery: Pick<Delivery, "hide">;
  /** Objects with reject lines that this attempt has kept. */
  readonly parts: () => number;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * The chunk of a worker, which is the checkpoint of its load: every save says that the worker lives,
 * and is refused once another has the chunk.
 */
export class ChunkOwner implements CheckpointStore {
  readonly #options: ChunkOwnerOptions;
  readonly name: string;
  #chunk: ChunkItem;
  #hiddenAtMs: number;

  constructor(options: ChunkOwnerOptions) {
    this.#options = options;
    this.name = `chunk ${options.chunk.chunk} of job ${options.job}`;
    this.#chunk = options.chunk;
    this.#hiddenAtMs = options.clock.now();
  }

  /** As it was saved last. */
  get chunk(): ChunkItem {
    return this.#chunk;
  }

  async read(): Promise<Checkpoint | undefined> {
    const { load, records, at, counts, effort } = this.#chunk;
    if (load === undefined) return undefined;
    return {
      version: 1,
      startedAt: this.#options.startedAt,
      savedAt: this.#options.startedAt,
      load: JSON.parse(load),
      next: records,
      byte: at,
      counts,
      effort,
      rejects: null,
    };
  }

  save(checkpoint: Checkpoint): Promise<void> {
    return this.#keep((chunk) => chunkAt(chunk, checkpoint, this.#options.parts()));
  }

  touch(): Promise<void> {
    return this.#keep((chunk) => chunk);
  }

  /** The chunk stays: its end is not the load's to say. */
  async remove(): Promise<void> {}

  async aside(): Promise<CheckpointStore> {
    return this;
  }

  /** From when on it must write nothing more, if its lease is not renewed by then. */
  get leaseEndsAtMs(): number {
    return this.#chunk.lease_until - LEASE_MARGIN_MS;
  }

  /** The job that it is of. */
  get job(): string {
    return this.#options.job;
  }

  /** Does some work that is no load, and keeps the lease meanwhile. */
  async whileHeld<Result>(work: () => Promise<Result>): Promise<Result> {
    const { clock } = this.#options;
    const ended = new AbortController();
    const hold = async () => {
      for (;;) {
        await clock.sleep(HIDE_EVERY_MS, ended.signal).catch(() => undefined);
        if (ended.signal.aborted) return;
        // One that fails is found at the next save.
        await this.touch().catch(() => undefined);
      }
    };
    const held = hold();
    try {
      return await work();
    } finally {
      ended.abort();
      await held;
    }
  }

  /**
   * Keeps the chunk as its owner leaves it.
   *
   * @throws SpillwayError `CHUNK_TAKEN_OVER`
   */
  async leave(chunk: ChunkItem): Promise<void> {
    await this.#tried(() => saveChunk(this.#options.table, this.#options.job, chunk));
    this.#chunk = chunk;
  }

  async #keep(change: (chunk: ChunkItem) => ChunkItem): Promise<void> {
    const { table, job, clock } = this.#options;
    await this.#tried(async () => {
      const chunk = leased(change(this.#chunk), clock.now(), LEASE_MS);
      await saveChunk(table, job, chunk);
      this.#chunk = chunk;
    });
    await this.#hide();
  }

  /** Tries as long as the lease lasts: after it the chunk may be another's, also if nobody says so. */
  async #tried(save: () => Promise<void>): Promise<void> {
    const { clock, random } = this.#options;
    for (let attempt = 0; ; attempt += 1) {
      this.#assertLeased();
      try {
        return await save();
      } catch (error) {
        if (!isPassingAwsError(error)) throw error;
        await clock.sleep(fullJitterDelay({ attempt, random, capMs: 1_000 }));
      }
    }
  }

  #assertLeased(): void {
    const { clock } = this.#options;
    if (clock.now() < this.leaseEndsAtMs) return;
    throw ingestJobsError(
      "CHUNK_TAKEN_OVER",
      `expected to keep the lease on ${this.name}; it could not be renewed in time`,
    );
  }

  async #hide(): Promise<void> {
    const nowMs = this.#options.clock.now();
    if (nowMs - this.#hiddenAtMs < HIDE_EVERY_MS) return;
    this.#hiddenAtMs = nowMs;
    await this.#options.delivery.hide(HIDDEN_SECONDS);
  }
}
