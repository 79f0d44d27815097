import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { Cloud } from "./cloud.ts";

/** Lines of the processor's log since a moment (ms) that have a word. */
export async function logLines(
  { logs, capture }: Cloud,
  word: string,
  since: number,
): Promise<readonly string[]> {
  const { events } = await logs.send(
    new FilterLogEventsCommand({
      logGroupName: capture.log_group_name,
      filterPattern: word,
      startTime: since,
    }),
  );
  return (events ?? []).map(({ message }) => (message ?? "").trim());
}
