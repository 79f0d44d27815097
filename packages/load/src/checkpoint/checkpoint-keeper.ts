import type { Clock } from "@spillway/pacing";
import type { Checkpoint } from "./checkpoint.ts";

/** How often a checkpoint is saved while a load runs, in seconds, unless it is said. */
const EVERY_SECONDS = 1;

export interface CheckpointKeeperOptions {
  readonly clock: Clock;
  /** How often a checkpoint is saved, in seconds. Default 1. */
  readonly everySeconds?: number | undefined;
  /** How far the load is, now. */
  readonly current: () => Checkpoint;
  /** Called before each save: what the checkpoint speaks of must be on the disk. */
  readonly flush: () => Promise<void>;
  readonly save: (checkpoint: Checkpoint) => Promise<void>;
  /** Called instead where the load is as far as it was. */
  readonly touch: () => Promise<void>;
  /** Called when a save went wrong: a load should not go on that could not be resumed. */
  readonly onFailure: () => void;
}

/** Saves how far a load is, every second or so and at its end. */
export class CheckpointKeeper {
  readonly #options: CheckpointKeeperOptions;
  readonly #stop = new AbortController();
  #failure: { readonly cause: unknown } | undefined;
  #saved: Checkpoint | undefined;
  #loop: Promise<void> | undefined;

  constructor(options: CheckpointKeeperOptions) {
    this.#options = options;
  }

  /** Saves where the load begins, and goes on to save. */
  async start(): Promise<void> {
    await this.#save();
    this.#loop = this.#run();
  }

  /** What went wrong with a save. */
  get failure(): { readonly cause: unknown } | undefined {
    return this.#failure;
  }

  /** Stops, and saves once more. */
  async end(): Promise<void> {
    this.#stop.abort();
    await this.#loop;
    await this.#save();
  }

  async #run(): Promise<void> {
    const { clock, everySeconds = EVERY_SECONDS } = this.#options;
    const { signal } = this.#stop;
    while (this.#failure === undefined) {
      await clock.sleep(everySeconds * 1_000, signal).catch(() => undefined);
      if (signal.aborted) return;
      await this.#save();
    }
  }

  async #save(): Promise<void> {
    // Taken first: what ends while the rejects are flushed is left to the next one.
    const checkpoint = this.#options.current();
    if (this.#failure !== undefined) return;
    try {
      if (this.#saved !== undefined && isAsFar(checkpoint, this.#saved)) {
        await this.#options.touch();
        return;
      }
      await this.#options.flush();
      await this.#options.save(checkpoint);
      this.#saved = checkpoint;
    } catch (cause) {
      this.#failure = { cause };
      this.#options.onFailure();
    }
  }
}

/** A cursor can be further where no record is: a filter let none of many pages' items pass. */
function isAsFar(one: Checkpoint, other: Checkpoint): boolean {
  return one.next === other.next && one.cursor === other.cursor;
}
