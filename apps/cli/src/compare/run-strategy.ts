import { isSpillwayError } from "@spillway/errors";
import type { Clock, Deadline, Random } from "@spillway/pacing";
import type { Clients } from "../environment/clients.ts";
import type { EnvironmentOutputs } from "../environment/outputs.ts";
import type { Strategy } from "./figures.ts";
import { followKeys } from "./follow-keys.ts";
import { invokeStrategy } from "./invoke-strategy.ts";
import { type Accounting, type FailureReason, KeyLedger } from "./key-ledger.ts";
import { finishedProgress, type StrategyProgress } from "./progress-model.ts";
import { countVisible, readFailures } from "./read-failures.ts";
import { readWrittenKeys } from "./read-written-keys.ts";
import { dueKeys, pollMsFor } from "./spike-plan.ts";
import type { StrategyAnswer } from "./strategy-answer.ts";

/** What a comparison passes to both of its strategies. */
export interface RunContext {
  readonly clients: Clients;
  readonly outputs: EnvironmentOutputs;
  readonly clock: Clock;
  readonly random: Random;
  readonly deadline: Deadline;
  readonly signal: AbortSignal;
  readonly event: { run: string; returnKeys: true; records?: number };
  readonly onProgress: (progress: StrategyProgress) => void;
}

/** Where a strategy's records ended, and when. */
export interface StrategyOutcome {
  readonly accounting: Accounting;
  readonly failures: readonly (FailureReason & { records: number })[];
  /** From the invocation until the last record was settled; null when some were not. */
  readonly secondsToComplete: number | null;
  /** How long the producing function took, as seen from here. */
  readonly functionSeconds: number;
  /** What the function counted itself; null when it failed. */
  readonly report: StrategyAnswer["report"] | null;
  /** What went wrong with the function as a whole. */
  readonly problem: FailureReason | null;
}

/** Invokes one strategy and follows its records to their ends. */
export async function runStrategy(
  strategy: Strategy,
  context: RunContext,
): Promise<StrategyOutcome> {
  const { clients, clock, deadline, signal, outputs, onProgress } = context;
  const place = placeOf(strategy, outputs);
  const startedAtMs = clock.now();
  onProgress({ strategy, phase: "invoking", written: 0, failed: 0, estimated: false });
  let answer: StrategyAnswer;
  try {
    const patience = AbortSignal.any([
      signal,
      AbortSignal.timeout(Math.ceil(deadline.remainingMs())),
    ]);
    answer = await invokeStrategy(clients, place.functionName, context.event, patience);
  } catch (error) {
    if (!isStrategyProblem(error)) throw error;
    onProgress(finishedProgress(strategy, NOTHING));
    return failedOutcome(error, (clock.now() - startedAtMs) / 1_000);
  }
  const answeredAtMs = clock.now();
  const ledger = new KeyLedger(
    dueKeys(answer.keys, startedAtMs, place.windowSeconds),
    answer.report.read,
    unsentBy(answer),
  );
  const settledAtMs = await followKeys(
    ledger,
    {
      readWritten: (keys, consistent) =>
        readWrittenKeys(clients, place.table, keys, {
          consistent,
          clock,
          random: context.random,
          deadline,
        }),
      readFailures: (keys) => readFailures(clients, place.failureQueueUrl, keys, { deadline }),
      countFailures: () => countVisible(clients, place.failureQueueUrl),
    },
    {
      clock,
      deadline,
      signal,
      pollMs: pollMsFor(outputs),
      onProgress: () => {
        const { records, written, failed } = ledger.accounting();
        onProgress({ strategy, phase: "following", records, written, failed, estimated: false });
      },
    },
  );
  // A direct write is done when the function answers; looking at the table afterwards is ours.
  const doneAtMs = strategy === "direct" && settledAtMs !== undefined ? answeredAtMs : settledAtMs;
  const accounting = ledger.accounting();
  onProgress(finishedProgress(strategy, accounting));
  const complete = doneAtMs !== undefined && accounting.unaccounted === 0;
  return {
    accounting,
    failures: ledger.reasons(),
    secondsToComplete: complete ? (doneAtMs - startedAtMs) / 1_000 : null,
    functionSeconds: (answeredAtMs - startedAtMs) / 1_000,
    report: answer.report,
    problem: null,
  };
}

const NOTHING: Accounting = { records: 0, written: 0, failed: 0, unaccounted: 0 };

// These are one strategy's own failures: the other one goes on. All else ends the comparison.
function isStrategyProblem(error: unknown) {
  return (
    isSpillwayError(error, "FUNCTION_FAILED") ||
    isSpillwayError(error, "INVOCATION_TIMED_OUT") ||
    isSpillwayError(error, "ANSWER_MALFORMED")
  );
}

function failedOutcome(error: unknown, functionSeconds: number): StrategyOutcome {
  const problem = isSpillwayError(error)
    ? { code: error.code, message: error.message }
    : { code: "FUNCTION_FAILED", message: String(error) };
  return {
    accounting: NOTHING,
    failures: [],
    secondsToComplete: null,
    functionSeconds,
    report: null,
    problem,
  };
}

// Records that never got into the queue are in no other queue: the producer's answer says why.
function unsentBy(answer: StrategyAnswer): FailureReason[] {
  if (answer.strategy === "direct") return [];
  const { failed, errors } = answer.report;
  return Array.from({ length: failed }, (_, index) => {
    const { code, message } = errors[index] ?? {
      code: "NOT_SENT",
      message: "not put into the queue",
    };
    return { code, message };
  });
}

function placeOf(strategy: Strategy, outputs: EnvironmentOutputs) {
  const { direct, buffered } = outputs;
  return strategy === "direct"
    ? {
        functionName: direct.function_name,
        table: direct.table_name,
        failureQueueUrl: direct.failure_queue_url,
        windowSeconds: 0,
      }
    : {
        functionName: buffered.producer_function_name,
        table: buffered.table_name,
        failureQueueUrl: buffered.dead_letter_queue_url,
        windowSeconds: buffered.distribution_window_seconds,
      };
}
