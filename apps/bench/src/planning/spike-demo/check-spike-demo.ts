import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SQSClient } from "@aws-sdk/client-sqs";
import { systemClock } from "@spillway/pacing";
import type { SpikeConditions, SpikeResult } from "@spillway/planner";
import { median } from "../../median.ts";
import { consumedUnits } from "./consumed-units.ts";
import { deployedSpike } from "./deployed-spike.ts";
import {
  type Comparison,
  compare,
  type DemoOutputs,
  type DemoStrategy,
} from "./local-environment.ts";
import { demoRecords, predictedSpikes } from "./predicted-spikes.ts";
import { RequestTimes, type TimedRequest } from "./request-times.ts";
import { timesByMoment } from "./times-by-moment.ts";

/** What is predicted, and measured. */
export interface SpikeFigures {
  readonly throttledWrites: number;
  readonly seconds: number;
  readonly units: number;
  readonly failed: number;
  readonly queued: number;
}

export type FiguresByStrategy = Readonly<Record<DemoStrategy, SpikeFigures>>;

/** One comparison beside what was predicted for it before. */
export interface SpikeTrial {
  /** The requests that were timed meanwhile. */
  readonly timed: readonly TimedRequest[];
  /** Seconds before the functions had the spike, as one record took just before. */
  readonly overhead: number;
  /** By seed. */
  readonly predicted: readonly FiguresByStrategy[];
  readonly measured: FiguresByStrategy;
}

/** `spillway compare` looks once a second at what consumers wrote: half of that later, in the mean. */
const SEEN_AFTER_SECONDS = 0.5;
const SEEDS = 9;
/** From the first comparison on: the schedule of the deployment sends a spike after ten minutes. */
const MOST_SECONDS = 420;
/** More than the demo's consumers: the comparison before has started them. */
const WARM = 2;
/** Of a function on a local cloud; none is started here. */
const COLD_START_MS = 500;
/** After the single records, so that they are in no metric of what follows. */
const RESTS_SECONDS = 2;

/** Compares the strategies of a deployed spike several times, each time after predicting what will come. */
export async function checkSpikeDemo(
  outputs: DemoOutputs,
  trials: number,
  note: (text: string) => void,
): Promise<readonly SpikeTrial[]> {
  const settings = {
    endpoint: outputs.endpoint_url,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
  const cloudwatch = new CloudWatchClient(settings);
  const lambda = new LambdaClient(settings);
  const dynamodb = new DynamoDBClient({ ...settings, maxAttempts: 1 });
  const times = await RequestTimes.create({
    ...{ dynamodb, lambda, sqs: new SQSClient(settings) },
    consumer: outputs.spike.buffered.consumer_function_name,
  });
  const deployed = await deployedSpike(lambda, outputs);
  const records = await demoRecords();
  const beganMs = systemClock.now();
  note("one comparison that starts all functions");
  await compare();
  const done: SpikeTrial[] = [];
  for (let trial = 1; trial <= trials; trial += 1) {
    if (systemClock.now() - beganMs > MOST_SECONDS * 1_000) {
      note("no more comparisons: the deployment's schedule is about to send a spike of its own");
      break;
    }
    note(`comparison ${trial} of ${trials}`);
    // Each begins with tables that have saved all that they may.
    await systemClock.sleep(outputs.burst_seconds * 1_000);
    const overhead = await overheadSeconds();
    await systemClock.sleep(RESTS_SECONDS * 1_000);
    const { comparison, timed } = await timedComparison(times);
    const conditions: SpikeConditions = {
      requests: timesByMoment(timed, Date.parse(comparison.startedAt) + overhead * 1_000),
      spread: 0.3,
      warmInstances: WARM,
      coldStartMs: COLD_START_MS,
    };
    const predicted: FiguresByStrategy[] = [];
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const results = await predictedSpikes(outputs, deployed, records, { seed, conditions });
      predicted.push(figuresOf(results, overhead));
    }
    done.push({
      timed,
      overhead,
      predicted,
      measured: await measured(cloudwatch, outputs, comparison),
    });
  }
  return done;
}

/** Compares, and times requests meanwhile. */
async function timedComparison(times: RequestTimes) {
  const stop = new AbortController();
  const watching = times.watch(stop.signal);
  try {
    const comparison = await compare();
    stop.abort();
    return { comparison, timed: await watching };
  } finally {
    stop.abort();
    // What the comparison failed for is what counts.
    await watching.catch(() => undefined);
  }
}

/**
 * How long `spillway compare` takes to reach for a function and to have its answer, beside what the function
 * does: the time of a single record.
 */
async function overheadSeconds(): Promise<number> {
  const { strategies } = await compare("--records", "1", "--metrics-wait", "0");
  return median(Object.values(strategies).map(({ figures }) => figures.functionSeconds));
}

function figuresOf(results: readonly SpikeResult[], overhead: number): FiguresByStrategy {
  const of = (strategy: DemoStrategy): SpikeFigures => {
    const result = results.find((one) => one.strategy === strategy);
    if (result === undefined) throw new RangeError(`expected a run of ${strategy}; came none`);
    const { throttledWrites, completeSeconds, units, failed, queued } = result;
    const seenAfter = queued > 0 ? SEEN_AFTER_SECONDS : 0;
    return {
      ...{ throttledWrites, failed, queued },
      seconds: overhead + completeSeconds + seenAfter,
      units: units[""] ?? 0,
    };
  };
  return { direct: of("direct"), buffered: of("buffered"), spillover: of("spillover") };
}

async function measured(
  client: CloudWatchClient,
  outputs: DemoOutputs,
  { startedAt, finishedAt, strategies }: Comparison,
): Promise<FiguresByStrategy> {
  const [fromMs, toMs] = [Date.parse(startedAt), Date.parse(finishedAt) + 1_000];
  const of = async (strategy: DemoStrategy): Promise<SpikeFigures> => {
    const { table_name } = outputs.spike[strategy];
    const { throttledWrites, secondsToComplete, failed, queued } = strategies[strategy].figures;
    const units = await consumedUnits(client, table_name, fromMs, toMs);
    return {
      ...{ throttledWrites, failed, queued },
      seconds: secondsToComplete ?? Number.NaN,
      units: units.reduce((sum, one) => sum + one, 0),
    };
  };
  const [direct, buffered, spillover] = [
    await of("direct"),
    await of("buffered"),
    await of("spillover"),
  ];
  return { direct, buffered, spillover };
}
