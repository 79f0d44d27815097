import { Console } from "node:console";
import type { RecordTransform } from "@spillway/load";
import { EXIT } from "../command-line/exit-codes.ts";

/** The transform as a part of a request; nothing where there is none. */
export interface TransformPart {
  readonly transform?: RecordTransform;
}

/**
 * Does something with the transform of `--transform`. What the module prints by `console` goes to standard
 * error, where it is in the way of no report; where it ends the process, that is said, and is no success.
 *
 * @param file undefined for none
 * @param use what is done with it, to its end
 * @throws SpillwayError `TRANSFORM_NOT_FOUND`, `TRANSFORM_INVALID`
 */
export async function withTransform<T>(
  file: string | undefined,
  use: (part: TransformPart) => Promise<T>,
): Promise<T> {
  if (file === undefined) return use({});
  const { loadTransform } = await import("@spillway/load");
  globalThis.console = new Console(process.stderr);
  process.off("uncaughtException", endBesideRecords).once("uncaughtException", endBesideRecords);
  process.once("exit", endedWithin);
  try {
    return await use({ transform: await loadTransform(file) });
  } finally {
    process.off("exit", endedWithin);
  }
}

/** Of a timer or promise that nobody waits for: it belongs to no record that could be rejected. */
function endBesideRecords(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  say(
    `thrown beside the records, most likely by the transform: ${message}`,
    "Wait for its promises and timers in it. A load goes on with --resume.",
  );
  process.off("exit", endedWithin);
  process.exit(EXIT.incomplete);
}

/** By `process.exit`, which no part of ours calls before the end. */
function endedWithin(code: number): void {
  say(
    `ended before it was done, most likely by process.exit(${code}) in the transform`,
    "Throw what is wrong with a record: that rejects it alone. A load goes on with --resume.",
  );
  process.exitCode = EXIT.incomplete;
}

function say(message: string, hint: string): void {
  process.stderr.write(`error: ${message}\n       ${hint}\n`);
}
