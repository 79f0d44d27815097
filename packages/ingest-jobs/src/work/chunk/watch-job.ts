import type { Clock } from "@spillway/pacing";
import { hasEnded, type MetaItem } from "../../store/items/meta-item.ts";
import type { JobsTable } from "../../store/jobs-table.ts";
import { metaOfJob } from "../../store/meta-store.ts";

const EVERY_MS = 250;
/** So that a thousand workers together ask 400 times a second, which is 200 read units. */
const MS_A_CHUNK = 2.5;
const MOST_CHUNKS = 1_000;

/** How often a worker looks whether its job was stopped, in milliseconds: less often where many do. */
export function watchEveryMs({ chunks_total = 1 }: Pick<MetaItem, "chunks_total">): number {
  return Math.max(EVERY_MS, Math.min(chunks_total, MOST_CHUNKS) * MS_A_CHUNK);
}

/**
 * Calls back once when the job was stopped, or has ended.
 *
 * @param signal ends the watching when it aborts
 */
export async function watchJob(
  table: JobsTable,
  meta: MetaItem,
  {
    clock,
    signal,
    onStop,
  }: { readonly clock: Clock; readonly signal: AbortSignal; readonly onStop: () => void },
): Promise<void> {
  const everyMs = watchEveryMs(meta);
  for (;;) {
    await clock.sleep(everyMs, signal).catch(() => undefined);
    if (signal.aborted) return;
    // A question that fails is asked again: the checkpoints tell when the table can't be reached.
    const now = await metaOfJob(table, meta.id, false).catch(() => meta);
    if (signal.aborted) return;
    if (now === undefined || now.stop !== undefined || hasEnded(now)) {
      onStop();
      return;
    }
  }
}
