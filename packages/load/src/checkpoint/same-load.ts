import { loadError } from "../errors.ts";
import type { Checkpoint } from "./checkpoint.ts";

/**
 * Holds a checkpoint to the load that would go on from it.
 *
 * @param name where the checkpoint is, for the message
 * @throws SpillwayError `CHECKPOINT_OF_ANOTHER_LOAD` naming what differs
 */
export function assertSameLoad(
  name: string,
  checkpoint: Checkpoint,
  load: Checkpoint["load"],
): void {
  const difference = differenceOf(checkpoint, load);
  if (difference === undefined) return;
  throw loadError("CHECKPOINT_OF_ANOTHER_LOAD", `${name} belongs to another load: ${difference}`, {
    hint: "Begin anew without --resume, or name the right one with --checkpoint.",
  });
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
