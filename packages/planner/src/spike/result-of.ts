import type { BurstEnd } from "./burst-end.ts";
import type { Drain } from "./drain-queue.ts";
import type { FunctionUsage } from "./modelled-function.ts";
import type { ModelledQueue } from "./modelled-queue.ts";
import type { SpikeLog } from "./spike-log.ts";
import type { SpikeOptions } from "./spike-options.ts";
import type { SpikeResult } from "./spike-result.ts";

/** A run that is over. */
export interface EndedRun {
  readonly spike: SpikeOptions;
  readonly log: SpikeLog;
  readonly ends: readonly BurstEnd[];
  /** When the last invocation of the strategy's function had answered. */
  readonly answeredMs: number;
  readonly sender: FunctionUsage;
  readonly drain: Drain | undefined;
  readonly queues: readonly ModelledQueue[];
}

/** Puts together what a run came to. */
export function resultOf({ spike, log, ends, sender, drain, ...run }: EndedRun): SpikeResult {
  const sum = (counts: readonly number[]): number => counts.reduce((total, one) => total + one, 0);
  const functions = [sender, ...(drain === undefined ? [] : [drain.consumers.usage])];
  const failed = sum(ends.map((end) => end.failed));
  const queued = sum(ends.map((end) => end.queued));
  const lastWriteMs = log.lastWriteMs ?? 0;
  // What nothing was left of to a queue is done when its function has answered.
  const byFunctionMs = queued === 0 || failed > 0 ? run.answeredMs : 0;
  return {
    strategy: spike.strategy,
    records: sum(spike.bursts.map(({ count }) => count)),
    written: sum(ends.map((end) => end.written)) + (drain?.written() ?? 0),
    failed,
    queued,
    attempts: log.attempts,
    throttledWrites: log.throttledWrites,
    throttles: log.throttles,
    units: log.units,
    peakUnits: log.peakUnits,
    completeSeconds: Math.max(lastWriteMs, byFunctionMs) / 1_000,
    lastWriteSeconds: lastWriteMs / 1_000,
    worstDelaySeconds: log.worstDelaySeconds,
    mostWaiting: log.mostWaiting,
    lambda: {
      invocations: sum(functions.map(({ invocations }) => invocations)),
      coldStarts: sum(functions.map(({ coldStarts }) => coldStarts)),
      seconds: sum(functions.map(({ seconds }) => seconds)),
    },
    sqsRequests: sum(run.queues.map(({ billedRequests }) => billedRequests)),
    seconds: log.seconds,
  };
}
