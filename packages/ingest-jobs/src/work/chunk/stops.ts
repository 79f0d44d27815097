import type { Interrupt } from "@spillway/load";
import type { MetaItem } from "../../store/items/meta-item.ts";
import { tableOf } from "../../store/job-places.ts";
import type { Delivery, WorkServices } from "../work-services.ts";
import type { ChunkOwner } from "./chunk-owner.ts";
import { watchJob } from "./watch-job.ts";

/** So long what was read of a stopped job is still sent. What is in flight then is waited for, and counted. */
const STOP_GRACE_MS = 1_500;

/** What ends a load before its chunk does. */
export interface Stops {
  /** Whether the job was stopped, or has ended. */
  isJobStopped(): boolean;
  /** The load has ended: nothing is watched any more. */
  end(): void;
}

/**
 * Interrupts a load when its worker's time is up and when its job is stopped: softly, then so that nothing
 * more is sent. At once when the time is over, or when the chunk's lease ends, though a checkpoint is
 * under way that would renew it.
 */
export function stopsOf(
  services: WorkServices,
  options: {
    readonly meta: MetaItem;
    readonly delivery: Pick<Delivery, "handOnAtMs" | "abortAtMs">;
    readonly interrupt: Interrupt;
    readonly owner: Pick<ChunkOwner, "leaseEndsAtMs">;
  },
): Stops {
  const { clock } = services;
  const { meta, delivery, interrupt, owner } = options;
  const ended = new AbortController();
  const { signal } = ended;
  const doAt = async (atMs: number, stop: () => void) => {
    await clock.sleep(atMs - clock.now(), signal).catch(() => undefined);
    if (!signal.aborted) stop();
  };
  const softly = () => {
    // A second request would end it at once.
    if (!interrupt.requested) interrupt.request();
  };
  const stopWithLease = async () => {
    while (clock.now() < owner.leaseEndsAtMs) {
      await clock.sleep(owner.leaseEndsAtMs - clock.now(), signal).catch(() => undefined);
      if (signal.aborted) return;
    }
    interrupt.abort();
  };
  let isStopped = false;
  const onStop = () => {
    isStopped = true;
    softly();
    void doAt(clock.now() + STOP_GRACE_MS, () => interrupt.drain());
  };
  const { handOnAtMs, abortAtMs } = delivery;
  void doAt(handOnAtMs, softly);
  void doAt((handOnAtMs + abortAtMs) / 2, () => interrupt.drain());
  void doAt(abortAtMs, () => interrupt.abort());
  void stopWithLease();
  void watchJob(tableOf(services), meta, { clock, signal, onStop });
  return { isJobStopped: () => isStopped, end: () => ended.abort() };
}
