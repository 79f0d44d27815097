import { loadError } from "../errors.ts";
import { type Checkpoint, checkpointSchema } from "./checkpoint.ts";

/**
 * Reads the text of a checkpoint, which is its JSON.
 *
 * @param name where it was, for the message
 * @throws SpillwayError `CHECKPOINT_INVALID` for what is none, or is of another version
 */
export function parseCheckpoint(text: string, name: string): Checkpoint {
  try {
    return checkpointSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw loadError(
      "CHECKPOINT_INVALID",
      `${name} can't be read as a checkpoint: it is not one, or of another version`,
      { hint: "Move it away, or name another file with --checkpoint.", cause },
    );
  }
}
