import { loadError } from "../errors.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { CheckpointStore } from "./checkpoint-store.ts";
import { assertSameLoad, isSameLoad } from "./same-load.ts";

/** A load that was begun and not done, when another begins in its place. */
export interface UnfinishedLoad {
  /** Index of the first record that it had not done. */
  readonly next: number;
  /** Where its checkpoint is kept, in case that it was not meant to begin anew. */
  readonly keptAs: string;
}

/** Where a load begins, and where it keeps how far it is. */
export interface LoadCheckpoints {
  /** Where an earlier run left off; undefined to begin at the beginning. */
  readonly earlier: Checkpoint | undefined;
  /** An unfinished load that is not gone on with. */
  readonly unfinished: UnfinishedLoad | undefined;
  /** What every checkpoint of this load says of it. */
  readonly identity: Pick<Checkpoint, "version" | "startedAt" | "load" | "files">;
  /** Where it is kept; undefined where it is not. */
  readonly name: string | undefined;
  save(checkpoint: Checkpoint): Promise<void>;
  /** Says that the load is still there, where nothing has ended since the last save. */
  touch(): Promise<void>;
  /** Takes it away: the load is done. */
  remove(): Promise<void>;
}

export interface LoadCheckpointOptions {
  /** Undefined where none is kept. */
  readonly store: CheckpointStore | undefined;
  /** Whether to go on with what it holds. */
  readonly resume: boolean;
  /** What tells this load from another. */
  readonly load: Checkpoint["load"];
  readonly nowMs: number;
  /** When the load began that this one is a part of, ISO 8601. Default: now. */
  readonly startedAt?: string | undefined;
}

/**
 * Finds the checkpoint of a load.
 *
 * @throws SpillwayError `CHECKPOINT_INVALID`, `CHECKPOINT_OF_ANOTHER_LOAD`, `RESUME_NEEDS_CHECKPOINT`
 */
export async function loadCheckpoints(options: LoadCheckpointOptions): Promise<LoadCheckpoints> {
  const { store, resume, load, nowMs } = options;
  if (resume && store === undefined) throw nothingToResume();
  const found = await store?.read();
  const earlier = resume ? found : undefined;
  if (earlier !== undefined && store !== undefined) assertSameLoad(store.name, earlier, load);
  const startedAt = earlier?.startedAt ?? options.startedAt ?? new Date(nowMs).toISOString();
  const isLeft = !resume && found !== undefined && found.next > 0;
  const aside = isLeft ? await store?.aside() : undefined;
  let isAside = false;
  return {
    earlier,
    unfinished: aside && found && { next: found.next, keptAs: aside.name },
    identity: { version: 1, startedAt, load },
    name: store?.name,
    save: async (checkpoint) => {
      // Only now: up to here the load may still be refused, and then nothing has begun anew.
      if (aside !== undefined && found !== undefined && !isAside) await aside.save(found);
      isAside = true;
      await store?.save(checkpoint);
    },
    touch: async () => store?.touch?.(),
    remove: async () => {
      await store?.remove();
      if (aside !== undefined && found !== undefined && isSameLoad(found, load)) {
        await aside.remove();
      }
    },
  };
}

function nothingToResume() {
  return loadError(
    "RESUME_NEEDS_CHECKPOINT",
    "expected --checkpoint FILE to resume from standard input; came none",
    { hint: "Pipe the same bytes again, and name the checkpoint that the first run kept." },
  );
}
