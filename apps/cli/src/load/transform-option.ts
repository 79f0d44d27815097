import { Console } from "node:console";
import type { RecordTransform } from "@spillway/load";
import { EXIT } from "../command-line/exit-codes.ts";

/**
 * The transform of `--transform`, as a part of a request; nothing where there is none. What it prints by
 * `console` goes to standard error, where it is in the way of no report.
 *
 * @throws SpillwayError `TRANSFORM_NOT_FOUND`, `TRANSFORM_INVALID`
 */
export async function transformOf(
  file: string | undefined,
): Promise<{ readonly transform?: RecordTransform }> {
  if (file === undefined) return {};
  const { loadTransform } = await import("@spillway/load");
  globalThis.console = new Console(process.stderr);
  process.off("uncaughtException", endBesideRecords).once("uncaughtException", endBesideRecords);
  return { transform: await loadTransform(file) };
}

/** Of a timer or promise that nobody waits for: it belongs to no record that could be rejected. */
function endBesideRecords(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `error: thrown beside the records, most likely by the transform: ${message}\n       Wait for its promises and timers in it. A load goes on with --resume.\n`,
  );
  process.exit(EXIT.incomplete);
}
