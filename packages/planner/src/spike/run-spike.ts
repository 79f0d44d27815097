import { ManualClock } from "@spillway/pacing";
import { seededRandom } from "@spillway/simulator";
import type { BurstEnd } from "./burst-end.ts";
import { drainOf } from "./drain-queue.ts";
import { ModelledFunction } from "./modelled-function.ts";
import { ModelledQueue } from "./modelled-queue.ts";
import { resultOf } from "./result-of.ts";
import { sendBurst } from "./send-burst.ts";
import { AWS_CONDITIONS, type SpikeConditions } from "./spike-conditions.ts";
import type { QueueSettings, SpikeOptions } from "./spike-options.ts";
import type { SpikeResult } from "./spike-result.ts";
import { type SharedWorld, sharedWorld, worldOf } from "./spike-world.ts";
import { writeBurst } from "./write-burst.ts";

/** What chance and the machines give a run. */
export interface RunOptions {
  /** A whole number: the same seed gives the same result. Default 1. */
  readonly seed?: number;
  /** Default: those of AWS. */
  readonly conditions?: SpikeConditions;
}

/** A queue's settings with every default of the feature `spike` in place. */
const QUEUE_DEFAULTS: Required<Omit<QueueSettings, "windowSeconds">> = {
  batchSize: 25,
  batchingWindowSeconds: 5,
  maximumConcurrency: 2,
  consumerTimeoutSeconds: 60,
};
/** A queue hides received messages for so many times its consumer's timeout, as AWS recommends. */
const VISIBILITY_TIMEOUTS = 6;

/**
 * Predicts what a spike does by running it: the real writer, producer and consumer, in virtual time, against a
 * table that admits by its capacity as `capacity-proxy` does and a queue that is polled as Lambda does.
 *
 * Jitter makes each run another one: `runSpikes` runs several strategies at once, and `spikeRange` tells what
 * several seeds give.
 *
 * @example
 * const spike = await runSpike({ strategy: "direct", table, bursts: [{ atSeconds: 0, records, count: 1_000 }] });
 * spike.throttledWrites; // 2168
 */
export async function runSpike(spike: SpikeOptions, run: RunOptions = {}): Promise<SpikeResult> {
  const [result] = await runSpikes([spike], run);
  if (result === undefined) throw new RangeError("one spike gives one result");
  return result;
}

/**
 * Runs several spikes that begin at one moment, each with a table of its own; they share the services that
 * answer them, as far as those serve in line.
 */
export async function runSpikes(
  spikes: readonly SpikeOptions[],
  { seed = 1, conditions = AWS_CONDITIONS }: RunOptions = {},
): Promise<readonly SpikeResult[]> {
  const clock = new ManualClock();
  const shared = sharedWorld(clock, seededRandom(seed).next, conditions);
  return clock.run(Promise.all(spikes.map((spike) => run(shared, spike))));
}

async function run(shared: SharedWorld, spike: SpikeOptions): Promise<SpikeResult> {
  const world = worldOf(shared, spike);
  const { clock, services, conditions, log } = world;
  const settings = { ...QUEUE_DEFAULTS, ...spike.queue };
  const visibilityMs =
    1_000 *
    (VISIBILITY_TIMEOUTS * settings.consumerTimeoutSeconds + settings.batchingWindowSeconds);
  const queue = new ModelledQueue(clock, services, visibilityMs);
  const failures = new ModelledQueue(clock, services, visibilityMs);
  const drain = spike.strategy === "direct" ? undefined : drainOf(world, queue, settings);
  const polling = drain?.poller.run();
  const sender = new ModelledFunction(clock, services, conditions, () => undefined);
  const ends = await Promise.all(
    spike.bursts.map(async (burst): Promise<BurstEnd> => {
      await clock.sleep(burst.atSeconds * 1_000);
      const cameAtMs = clock.now();
      log.asked(cameAtMs, burst.count);
      return sender.invoke(async () => {
        if (spike.strategy === "buffered") {
          const { windowSeconds } = spike.queue ?? {};
          return sendBurst(world, burst, { cameAtMs, windowSeconds, queue });
        }
        const spill = spike.strategy === "spillover" ? queue : undefined;
        const { writer = {} } = spike;
        return writeBurst(world, burst, { cameAtMs, settings: writer, failures, spill });
      });
    }),
  );
  const answeredMs = clock.now();
  await queue.untilEmpty();
  drain?.poller.stop();
  await polling;
  const queues = [queue, failures];
  return resultOf({ spike, log, ends, answeredMs, sender: sender.usage, drain, queues });
}
