import { admitItem } from "@spillway/item";
import { type QueuedItem, sendAll } from "@spillway/write-buffer";
import { MemoryQueue } from "../places/memory-queue.ts";
import { drainQueue } from "./drain-queue.ts";
import { recordsOf } from "./records-of.ts";
import type { RunServices } from "./run-services.ts";

/** Puts all into the queue at once, and drains it. */
export async function writeBuffered(services: RunServices): Promise<number> {
  const { load, table, clock } = services;
  const queue = new MemoryQueue(clock);
  let isSending = true;
  function* queued(): Generator<QueuedItem> {
    for (const record of recordsOf(load)) {
      yield { json: admitItem(record, table.keys).json, delaySeconds: 0 };
    }
  }
  clock.start();
  const sending = sendAll(queued(), { queue, clock, random: Math.random }).then((report) => {
    isSending = false;
    if (report.failed > 0) throw new Error(JSON.stringify(report));
  });
  await Promise.all([sending, drainQueue(services, queue, () => isSending)]);
  return 0;
}
