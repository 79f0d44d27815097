import { rename } from "node:fs/promises";
import { SpillwayError } from "@spillway/errors";
import { holdsSomething, keepRejectsBefore } from "../rejects/reject-file.ts";
import type { Checkpoint } from "./checkpoint.ts";
import {
  assertSameLoad,
  isSameLoad,
  readCheckpoint,
  removeCheckpoint,
  saveCheckpoint,
} from "./checkpoint-file.ts";

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
  const found = path === undefined ? undefined : await readCheckpoint(path);
  const earlier = resume ? found : undefined;
  if (earlier !== undefined && path !== undefined) assertSameLoad(path, earlier, load);
  if (earlier?.rejects) await keepRejectsBefore(earlier.rejects, earlier.next);
  const startedAt = earlier?.startedAt ?? new Date(nowMs).toISOString();
  const unfinished =
    path === undefined || resume || found === undefined || found.next === 0
      ? undefined
      : { next: found.next, keptAs: await freeNameBeside(path) };
  let isAside = unfinished === undefined;
  return {
    earlier,
    unfinished,
    identity: { version: 1, startedAt, load },
    path,
    save: async (checkpoint) => {
      if (path === undefined) return;
      // Only now: up to here the load may still be refused, and then nothing has begun anew.
      if (unfinished !== undefined && !isAside) await rename(path, unfinished.keptAs);
      isAside = true;
      await saveCheckpoint(path, checkpoint);
    },
    remove: async () => {
      if (path === undefined) return;
      await removeCheckpoint(path);
      if (unfinished !== undefined && found !== undefined && isSameLoad(found, load)) {
        await removeCheckpoint(unfinished.keptAs);
      }
    },
  };
}

async function freeNameBeside(path: string): Promise<string> {
  for (let number = 2; ; number += 1) {
    const name = path.replace(/(\.json)?$/, `-${number}$1`);
    if (!(await holdsSomething(name))) return name;
  }
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
