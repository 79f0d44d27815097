import { cliError } from "../errors.ts";

/** What a person is told when standard output takes no more, as on a disk that is full. */
export function outputLost(cause: NodeJS.ErrnoException): Error {
  const why = cause.code === "ENOSPC" ? "the disk is full" : cause.message;
  return cliError("STANDARD_OUTPUT_LOST", `standard output can't be written: ${why}`, {
    hint: "Send it to another place, and run the command again.",
    cause,
  });
}
