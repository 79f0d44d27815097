import { SQS_MAX_DELAY_SECONDS } from "@spillway/capacity";
import { admitItem } from "@spillway/item";
import { type QueuedItem, sendAll, spreadDelays } from "@spillway/write-buffer";
import type { BurstEnd } from "./burst-end.ts";
import type { ModelledQueue } from "./modelled-queue.ts";
import type { Burst } from "./spike-options.ts";
import type { SpikeWorld } from "./spike-world.ts";

/** How a burst is sent. */
export interface BurstSending {
  readonly cameAtMs: number;
  /** Over which it becomes due. */
  readonly windowSeconds?: number | undefined;
  readonly queue: ModelledQueue;
}

/** One invocation of queue-producer: its records are sent, due evenly over the window. */
export async function sendBurst(
  { clock, random, table, log }: SpikeWorld,
  burst: Burst,
  { cameAtMs, windowSeconds = SQS_MAX_DELAY_SECONDS, queue }: BurstSending,
): Promise<BurstEnd> {
  const items = [...burst.records].map((record) => admitItem(record, table.shape.keys));
  const keys = items.map(({ key }) => key);
  table.came(keys, cameAtMs);
  const delays = spreadDelays(items.length, windowSeconds);
  const sinceMs = clock.now();
  function* queued(): Generator<QueuedItem> {
    for (const [index, { json }] of items.entries()) {
      const elapsedSeconds = (clock.now() - sinceMs) / 1_000;
      const delaySeconds = Math.max(0, Math.round((delays[index] ?? 0) - elapsedSeconds));
      yield { json, delaySeconds };
    }
  }
  const { sent, failed } = await sendAll(queued(), { queue, clock, random });
  log.failed(clock.now(), failed);
  return { written: 0, failed, queued: sent };
}
