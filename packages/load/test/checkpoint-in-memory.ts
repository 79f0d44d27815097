import { type Checkpoint, NO_EFFORT } from "../src/checkpoint/checkpoint.ts";
import type { CheckpointStore } from "../src/checkpoint/checkpoint-store.ts";

/** What tells the load of these checkpoints from another. */
export const LOAD = { source: { bytes: 10, head: "ab" }, table: "Users", deletes: false };
export const checkpointAt = (next: number, changes: Partial<Checkpoint> = {}): Checkpoint => ({
  version: 1,
  startedAt: "2026-05-01T00:00:00.000Z",
  savedAt: "2026-05-01T00:00:01.000Z",
  load: LOAD,
  next,
  counts: { written: next, deduplicated: 0, rejected: 0, failed: 0, spilled: 0 },
  effort: NO_EFFORT,
  rejects: null,
  ...changes,
});

/** A store that keeps checkpoints by name in a map, and finds free names as files do. */
export class CheckpointInMemory implements CheckpointStore {
  readonly name: string;
  readonly #places: Map<string, Checkpoint>;

  constructor(places: Map<string, Checkpoint>, name = "c") {
    this.name = name;
    this.#places = places;
  }

  async read(): Promise<Checkpoint | undefined> {
    return this.#places.get(this.name);
  }

  async save(checkpoint: Checkpoint): Promise<void> {
    this.#places.set(this.name, checkpoint);
  }

  async remove(): Promise<void> {
    this.#places.delete(this.name);
  }

  async aside(): Promise<CheckpointInMemory> {
    for (let number = 2; ; number += 1) {
      const name = `${this.name}-${number}`;
      if (!this.#places.has(name)) return new CheckpointInMemory(this.#places, name);
    }
  }
}
