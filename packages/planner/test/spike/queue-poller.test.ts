import { ManualClock } from "@spillway/pacing";
import { describe, expect, it } from "vitest";
import { ModelledQueue } from "../../src/spike/modelled-queue.ts";
import { ModelledServices } from "../../src/spike/modelled-services.ts";
import { QueuePoller, type QueuePollerOptions } from "../../src/spike/queue-poller.ts";
import { AT_ONCE } from "./spike-tables.ts";

type Settings = Pick<
  QueuePollerOptions,
  "batchSize" | "batchingWindowMs" | "maximumConcurrency"
> & {
  /** How long an invocation takes. */
  readonly takesMs: number;
  /** Delays of the messages in seconds; all are sent at the beginning. */
  readonly delays: readonly number[];
  /** Messages that fail when they are handed over for the first time. */
  readonly failsOnce?: number;
};

const VISIBILITY_MS = 60_000;

/** Sends messages, and tells when batches of which size were handed over. */
async function batches(settings: Settings): Promise<[atMs: number, size: number][]> {
  const clock = new ManualClock();
  const services = new ModelledServices(clock, () => 0.5, AT_ONCE);
  const queue = new ModelledQueue(clock, services, VISIBILITY_MS);
  const handed: [number, number][] = [];
  let left = settings.failsOnce ?? 0;
  const poller = new QueuePoller({
    ...settings,
    clock,
    queue,
    invoke: async (messages) => {
      handed.push([clock.now(), messages.length]);
      await clock.sleep(settings.takesMs);
      const failed = messages.slice(0, left).map(({ messageId }) => messageId);
      left -= failed.length;
      return new Set(failed);
    },
  });
  await clock.run(
    (async () => {
      await queue.sendBatch(settings.delays.map((delaySeconds) => ({ body: "{}", delaySeconds })));
      const polling = poller.run();
      await queue.untilEmpty();
      poller.stop();
      await polling;
    })(),
  );
  return handed;
}

const all = (count: number, delay = 0): number[] => Array.from({ length: count }, () => delay);

describe("QueuePoller", () => {
  it.each<[string, Settings, [number, number][]]>([
    [
      "hands over a full batch at once",
      { batchSize: 5, batchingWindowMs: 10_000, maximumConcurrency: 2, takesMs: 1, delays: all(5) },
      [[0, 5]],
    ],
    [
      "gathers more than a receive gives",
      {
        batchSize: 25,
        batchingWindowMs: 1_000,
        maximumConcurrency: 2,
        takesMs: 1,
        delays: all(25),
      },
      [[0, 25]],
    ],
    [
      "waits for its window where a batch is not full",
      { batchSize: 5, batchingWindowMs: 2_000, maximumConcurrency: 2, takesMs: 1, delays: all(3) },
      [[2_000, 3]],
    ],
    [
      "counts the window from the first message",
      {
        batchSize: 5,
        batchingWindowMs: 2_000,
        maximumConcurrency: 2,
        takesMs: 1,
        delays: [0, 1, 3],
      },
      [
        [2_000, 2],
        [5_000, 1],
      ],
    ],
    [
      "hands over at once without a window",
      { batchSize: 5, batchingWindowMs: 0, maximumConcurrency: 2, takesMs: 1, delays: [0, 0, 4] },
      [
        [0, 2],
        [4_000, 1],
      ],
    ],
    [
      "has no more under way than its maximum concurrency",
      {
        batchSize: 10,
        batchingWindowMs: 1_000,
        maximumConcurrency: 2,
        takesMs: 700,
        delays: all(30),
      },
      [
        [0, 10],
        [0, 10],
        [700, 10],
      ],
    ],
    [
      "sees what failed again when it is no longer hidden",
      {
        batchSize: 2,
        batchingWindowMs: 0,
        maximumConcurrency: 2,
        takesMs: 5,
        delays: all(2),
        failsOnce: 1,
      },
      [
        [0, 2],
        [VISIBILITY_MS, 1],
      ],
    ],
  ])("%s", async (_, settings, expected) => {
    expect(await batches(settings)).toEqual(expected);
  });
});
