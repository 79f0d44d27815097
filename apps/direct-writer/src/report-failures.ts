import type { Telemetry } from "@spillway/lambda-runtime";
import type { WriteOutcome } from "@spillway/table-writer";
import { type FailedItem, type SendOptions, sendFailures } from "@spillway/write-buffer";
import { directWriterError } from "./direct-writer-error.ts";

export interface ReportFailuresOptions extends SendOptions {
  readonly logger: Pick<Telemetry["logger"], "error">;
}

/**
 * Puts every record that was not written into the failure queue, with its reason.
 *
 * @throws SpillwayError `FAILURES_LOST` if some could not be: the count, and the first reasons. A
 * record that was refused before it became an item is one of them, and is logged.
 */
export async function reportFailures(
  unwritten: readonly WriteOutcome[],
  options: ReportFailuresOptions,
): Promise<void> {
  if (unwritten.length === 0) return;
  const items: FailedItem[] = [];
  for (const { write, reason, position } of unwritten) {
    if (write === undefined) {
      options.logger.error("a record is no item", { reason, position });
    } else {
      items.push({ op: write.op, json: write.json, reason });
    }
  }
  const { sent, errors } = await sendFailures(items, options);
  const lost = unwritten.length - sent;
  if (lost === 0) return;
  const why = errors[0];
  throw directWriterError(
    "FAILURES_LOST",
    `${lost} of ${unwritten.length} unwritten records could not be put into the failure queue${why === undefined ? "" : ` (${why.code}: ${why.message})`}`,
    {
      hint: "Check that the failure queue exists and that the function may send to it. The records are in neither place.",
      details: { lost, unwritten: unwritten.length, errors: errors.slice(0, 10) },
    },
  );
}
