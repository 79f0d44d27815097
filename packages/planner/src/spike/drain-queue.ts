import { Deadline } from "@spillway/pacing";
import { fixedRatePacer, writeAll } from "@spillway/table-writer";
import { DrainRate, drainMessages } from "@spillway/write-buffer";
import { ModelledFunction } from "./modelled-function.ts";
import type { ModelledQueue } from "./modelled-queue.ts";
import { QueuePoller } from "./queue-poller.ts";
import type { QueueSettings } from "./spike-options.ts";
import type { SpikeWorld } from "./spike-world.ts";

/** The consumer trusts a description of the table for so long. */
const FRESH_MS = 60_000;
/** Kept before the function's end, in milliseconds: to put back what is left, and to answer. */
const DEFER_MS = 3_000;
const ANSWER_MS = 500;

interface Consumer {
  readonly rate: DrainRate;
  describedAtMs: number | undefined;
}

/** What drains a queue into the table: an event source mapping and queue-consumer. */
export interface Drain {
  readonly poller: QueuePoller;
  readonly consumers: ModelledFunction<Consumer>;
  /** Records that it has written so far. */
  written(): number;
}

/** Makes the drain of a queue: real consumers, each at its share of the table's capacity. */
export function drainOf(
  world: SpikeWorld,
  queue: ModelledQueue,
  settings: Required<Omit<QueueSettings, "windowSeconds">>,
): Drain {
  const { clock, random, services, conditions, table } = world;
  const { batchSize, maximumConcurrency } = settings;
  let written = 0;
  const timeoutMs = settings.consumerTimeoutSeconds * 1_000;
  const consumers = new ModelledFunction<Consumer>(clock, services, conditions, () => ({
    rate: new DrainRate(clock, maximumConcurrency),
    describedAtMs: undefined,
  }));
  const poller = new QueuePoller({
    clock,
    queue,
    batchSize,
    batchingWindowMs: settings.batchingWindowSeconds * 1_000,
    maximumConcurrency,
    invoke: (messages) =>
      consumers.invoke(async (consumer) => {
        const endsAtMs = clock.now() + timeoutMs;
        if (clock.now() - (consumer.describedAtMs ?? Number.NEGATIVE_INFINITY) >= FRESH_MS) {
          await table.describe();
          consumer.describedAtMs = clock.now();
        }
        const limiter = consumer.rate.limiterFor(table.shape);
        const { report, failures } = await drainMessages(messages, {
          write: (sources, onOutcome) =>
            writeAll(sources, {
              transport: table.transport(),
              table: table.shape,
              clock,
              random,
              deadline: new Deadline(clock, endsAtMs - DEFER_MS),
              ...(limiter && { pacer: fixedRatePacer(limiter) }),
              onOutcome,
            }),
          unitsPerSecond: limiter?.ratePerSecond,
          queue,
          clock,
          random,
          deadline: new Deadline(clock, endsAtMs - ANSWER_MS),
        });
        written += report.written + report.deduplicated;
        return new Set(failures.map(({ messageId }) => messageId));
      }),
  });
  return { poller, consumers, written: () => written };
}
