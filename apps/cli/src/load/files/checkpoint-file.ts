import { open, readFile, rename, rm } from "node:fs/promises";
import { SpillwayError } from "@spillway/errors";
import { type Checkpoint, checkpointSchema } from "./checkpoint.ts";

/**
 * Reads a checkpoint.
 *
 * @returns undefined where there is none
 * @throws SpillwayError `CHECKPOINT_INVALID` for a file that is none
 */
export async function readCheckpoint(path: string): Promise<Checkpoint | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw invalid(path, why, cause);
  }
  try {
    return checkpointSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw invalid(path, "it is not one, or of another version", cause);
  }
}

/** Saves a checkpoint so that a reader finds the old one or the new one, whole, also after a crash. */
export async function saveCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(temporary, "w");
    try {
      await file.writeFile(`${JSON.stringify(checkpoint, undefined, 2)}\n`);
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SpillwayError("CHECKPOINT_UNWRITABLE", `${path} can't be written: ${why}`, {
      hint: "Name another file with --checkpoint.",
      cause,
    });
  }
}

/** Takes it away: the load is done. */
export async function removeCheckpoint(path: string): Promise<void> {
  await rm(path, { force: true });
}

/**
 * Holds a checkpoint to the load that would go on from it.
 *
 * @throws SpillwayError `CHECKPOINT_OF_ANOTHER_LOAD` naming what differs
 */
export function assertSameLoad(
  path: string,
  checkpoint: Checkpoint,
  load: Checkpoint["load"],
): void {
  const difference = differenceOf(checkpoint, load);
  if (difference === undefined) return;
  throw new SpillwayError(
    "CHECKPOINT_OF_ANOTHER_LOAD",
    `${path} belongs to another load: ${difference}`,
    { hint: "Begin anew without --resume, or name the right one with --checkpoint." },
  );
}

/** Whether a checkpoint is of this load. */
export function isSameLoad(checkpoint: Checkpoint, load: Checkpoint["load"]): boolean {
  return differenceOf(checkpoint, load) === undefined;
}

/** What differs first, in words. */
function differenceOf(checkpoint: Checkpoint, load: Checkpoint["load"]): string | undefined {
  const names = new Set([...Object.keys(checkpoint.load), ...Object.keys(load)]);
  const shown = (value: unknown) => JSON.stringify(value) ?? "nothing";
  for (const name of names) {
    const [was, is] = [shown(checkpoint.load[name]), shown(load[name])];
    if (was !== is) return `${name} was ${was} and is ${is}`;
  }
  return undefined;
}

function invalid(path: string, problem: string, cause: unknown): SpillwayError {
  return new SpillwayError(
    "CHECKPOINT_INVALID",
    `${path} can't be read as a checkpoint: ${problem}`,
    {
      hint: "Move it away, or name another file with --checkpoint.",
      cause,
    },
  );
}
