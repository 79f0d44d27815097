import { isPassingAwsError } from "@spillway/aws";
import type { SinkContext } from "../sink.ts";

/**
 * Sends parts to a service that takes some of a request and refuses others: what it refused for now is
 * sent again, alone, as `retry` has it.
 *
 * @param send gives what was refused, each with its error
 * @returns what was not taken in the end, each with its error
 */
export async function sendParts<Part>(
  parts: readonly Part[],
  send: (parts: readonly Part[]) => Promise<ReadonlyMap<Part, Error>>,
  retry: SinkContext["retry"],
): Promise<ReadonlyMap<Part, unknown>> {
  const failed = new Map<Part, unknown>();
  let due = parts;
  try {
    await retry(async () => {
      const waiting: Part[] = [];
      let passing: Error | undefined;
      for (const [part, error] of await send(due)) {
        if (isPassingAwsError(error)) {
          waiting.push(part);
          passing ??= error;
        } else failed.set(part, error);
      }
      due = waiting;
      if (passing !== undefined) throw passing;
    });
  } catch (error) {
    for (const part of due) failed.set(part, error);
  }
  return failed;
}
