import { setTimeout as sleep } from "node:timers/promises";
import type { ScalingEvent } from "@spillway/throughput-scaling";
import { type CapacityAt, CapacityWatch } from "./capacity-watch.ts";
import type { Cloud } from "./cloud.ts";
import { type Measurements, measure } from "./measured.ts";
import { startWriting, type Written } from "./writing.ts";

/** Writes a second: eight times what the table has. */
export const PER_SECOND = 40;
/** What every write touches: the table, and the index of types. */
export const TOUCHED = ["", "byType"] as const;

const HIGH_FOR_MS = 4_000;
const REST_MS = 2_000;
const UP_WITHIN_MS = 180_000;
const DOWN_WITHIN_MS = 240_000;
const HISTORY = 100;

/** What became of a load, from its first write until the capacity was back. */
export interface LoadShown {
  readonly run: string;
  readonly startedMs: number;
  /** Since when the capacity was enough. */
  readonly enoughMs: number;
  readonly killedMs: number;
  readonly backMs: number;
  readonly written: Written;
  /** Changes of capacity, oldest first. */
  readonly events: readonly ScalingEvent[];
  /** Looks at the capacity of the table and each index. */
  readonly seen: readonly CapacityAt[];
  readonly measured: Measurements;
}

/**
 * Writes through a wrapped client in a process of its own, until the capacity is enough and for some
 * seconds more; kills it; and looks until the function has brought the capacity back.
 *
 * @param say told of each change that is seen
 */
export async function showLoad(cloud: Cloud, say: (text: string) => void): Promise<LoadShown> {
  const { base, max } = cloud.scaling;
  const watch = new CapacityWatch(cloud, say);
  const isBase = ({ write }: CapacityAt) =>
    Object.values(write).every((units) => units === base.write);
  await watch.until("the table and its indexes at their base", isBase, DOWN_WITHIN_MS);
  await sleep(REST_MS); // so that a picture has a beginning
  const run = `scaling-${Date.now().toString(36)}`;
  const startedMs = Date.now();
  const writing = startWriting(cloud, run, PER_SECOND);
  try {
    const needed = Math.min(PER_SECOND, max.write);
    const isEnough = ({ write }: CapacityAt) =>
      TOUCHED.every((resource) => (write[resource] ?? 0) >= needed);
    const { atMs: enoughMs } = await watch.until(
      `${needed} write units on the table and ${TOUCHED[1]}`,
      (now) => writing.written().failed > 0 || isEnough(now),
      UP_WITHIN_MS,
    );
    // What waited while the capacity was raised is written too: no more than one second's writes are under way.
    const isCaughtUp = ({ sent, succeeded, failed }: Written) =>
      sent - succeeded - failed <= PER_SECOND;
    await watch.until(
      "the writes that had waited done",
      ({ atMs }) => atMs >= enoughMs + HIGH_FOR_MS && isCaughtUp(writing.written()),
      UP_WITHIN_MS,
    );
    const written = await writing.kill();
    const killedMs = Date.now();
    say(`the writer is killed after ${written.succeeded} writes, ${written.failed} failed`);
    const { atMs: backMs } = await watch.until(
      "the table and its indexes back at their base",
      isBase,
      DOWN_WITHIN_MS,
    );
    await watch.until("some seconds", ({ atMs }) => atMs >= backMs + REST_MS, UP_WITHIN_MS);
    const history = await cloud.store.history(cloud.table, HISTORY);
    return {
      ...{ run, startedMs, enoughMs, killedMs, backMs, written, seen: watch.seen },
      events: history.filter(({ atMs }) => atMs >= startedMs).toReversed(),
      measured: await measure(cloud, watch.seen),
    };
  } finally {
    await writing.kill();
  }
}
