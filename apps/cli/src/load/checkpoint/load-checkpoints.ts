import { SpillwayError } from "@spillway/errors";
import { keepRejectsBefore } from "../rejects/reject-file.ts";
import type { Checkpoint } from "./checkpoint.ts";
import {
  assertSameLoad,
  readCheckpoint,
  removeCheckpoint,
  saveCheckpoint,
} from "./checkpoint-file.ts";

/** Where a load begins, and where it keeps how far it is. */
export interface LoadCheckpoints {
  /** Where an earlier run left off; undefined to begin at the beginning. */
  readonly earlier: Checkpoint | undefined;
  /** An unfinished load of the same source that is not gone on with. */
  readonly unfinished: Checkpoint | undefined;
  /** What every checkpoint of this load says of it. */
  readonly identity: Pick<Checkpoint, "version" | "startedAt" | "load">;
  /** Where it is kept; undefined where it is not. */
  readonly path: string | undefined;
  save(checkpoint: Checkpoint): Promise<void>;
  /** Takes it away: the load is done. */
  remove(): Promise<void>;
}

export interface LoadCheckpointOptions {
  /** What the person named. */
  readonly given: string | undefined;
  /** Whether to go on with it. */
  readonly resume: boolean;
  /** Nothing is written, so nothing is kept. */
  readonly dryRun: boolean;
  readonly label: string;
  readonly table: string;
  /** Whether the source can be read a second time. */
  readonly isRereadable: boolean;
  /** What tells this load from another. */
  readonly load: Checkpoint["load"];
  readonly nowMs: number;
}

/**
 * Finds the checkpoint of a load, and gets its reject file ready to go on with.
 *
 * @throws SpillwayError `CHECKPOINT_INVALID`, `CHECKPOINT_OF_ANOTHER_LOAD`, `RESUME_NEEDS_CHECKPOINT`
 */
export async function loadCheckpoints(options: LoadCheckpointOptions): Promise<LoadCheckpoints> {
  const { resume, load, nowMs } = options;
  const path = pathOf(options);
  // One that can't be read matters only to whoever wants to go on with it.
  const reading = path === undefined ? undefined : readCheckpoint(path);
  const found = await (resume ? reading : reading?.catch(() => undefined));
  const earlier = resume ? found : undefined;
  if (earlier !== undefined && path !== undefined) assertSameLoad(path, earlier, load);
  if (earlier?.rejects) await keepRejectsBefore(earlier.rejects, earlier.next);
  const startedAt = earlier?.startedAt ?? new Date(nowMs).toISOString();
  return {
    earlier,
    unfinished: resume ? undefined : found,
    identity: { version: 1, startedAt, load },
    path,
    save: async (checkpoint) => {
      if (path !== undefined) await saveCheckpoint(path, checkpoint);
    },
    remove: async () => {
      if (path !== undefined) await removeCheckpoint(path);
    },
  };
}

/** Of a pipe none is kept, unless a file is named. */
function pathOf(options: LoadCheckpointOptions): string | undefined {
  const { given, resume, dryRun, label, table, isRereadable } = options;
  if (dryRun) return undefined;
  if (given !== undefined) return given;
  if (isRereadable) return `${label}.${table}.checkpoint.json`;
  if (!resume) return undefined;
  throw new SpillwayError(
    "RESUME_NEEDS_CHECKPOINT",
    "expected --checkpoint FILE to resume from standard input; came none",
    { hint: "Pipe the same bytes again, and name the checkpoint that the first run kept." },
  );
}
