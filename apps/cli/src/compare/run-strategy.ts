import type { Clients } from "@spillway/aws-clients";
import { isSpillwayError, type Reason } from "@spillway/errors";
import type { Clock, Deadline, Random } from "@spillway/pacing";
import type { DeployedStrategy } from "../strategies/deployed-strategies.ts";
import type { Strategy } from "../strategies/strategy.ts";
import { followKeys } from "./follow-keys.ts";
import { invokeStrategy } from "./invoke-strategy.ts";
import { type Accounting, KeyLedger } from "./key-ledger.ts";
import { finishedProgress, type StrategyProgress } from "./progress-model.ts";
import { countVisible, readFailures } from "./read-failures.ts";
import { readWrittenKeys } from "./read-written-keys.ts";
import { dueKeys } from "./spike-plan.ts";
import { queuedBy, type StrategyAnswer } from "./strategy-answer.ts";
import type { StrategyOutcome } from "./strategy-outcome.ts";

/** What a comparison passes to each of its strategies. */
export interface RunContext {
  readonly clients: Clients;
  readonly clock: Clock;
  readonly random: Random;
  readonly deadline: Deadline;
  readonly signal: AbortSignal;
  /** Between two looks at a table, in milliseconds. */
  readonly pollMs: number;
  readonly event: { run: string; returnKeys: true; records?: number };
  readonly onProgress: (progress: StrategyProgress) => void;
}

/** Invokes one strategy and follows its records to their ends. */
export async function runStrategy(
  strategy: Strategy,
  deployed: DeployedStrategy,
  context: RunContext,
): Promise<StrategyOutcome> {
  const { clients, clock, deadline, signal, onProgress } = context;
  const startedAtMs = clock.now();
  onProgress({ strategy, phase: "invoking", written: 0, failed: 0, estimated: false });
  let answer: StrategyAnswer;
  try {
    const patience = AbortSignal.any([
      signal,
      AbortSignal.timeout(Math.ceil(deadline.remainingMs())),
    ]);
    answer = await invokeStrategy(clients, deployed.senderFunction, context.event, patience);
  } catch (error) {
    if (!isStrategyProblem(error)) throw error;
    onProgress(finishedProgress(strategy, NOTHING));
    return failedOutcome(error, (clock.now() - startedAtMs) / 1_000);
  }
  const answeredAtMs = clock.now();
  const ledger = new KeyLedger(
    dueKeys(answer.keys, startedAtMs, deployed.windowSeconds),
    answer.report.read,
    deployed.failsInAnswer ? unsentBy(answer) : [],
  );
  const settledAtMs = await followKeys(
    ledger,
    {
      readWritten: (keys, consistent) =>
        readWrittenKeys(clients, deployed.table, keys, {
          consistent,
          clock,
          random: context.random,
          deadline,
        }),
      readFailures: (keys) => readFailures(clients, deployed.failureQueueUrls, keys, { deadline }),
      countFailures: () => countVisible(clients, deployed.failureQueueUrls),
    },
    {
      clock,
      deadline,
      signal,
      pollMs: context.pollMs,
      onProgress: () => {
        const { records, written, failed } = ledger.accounting();
        onProgress({ strategy, phase: "following", records, written, failed, estimated: false });
      },
    },
  );
  // What the function did not leave to a queue was done when it answered: looking at the table
  // afterwards is ours.
  const settledByFunction = settledAtMs !== undefined && queuedBy(answer.report) === 0;
  const doneAtMs = settledByFunction ? answeredAtMs : settledAtMs;
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
function unsentBy({ report: { failed, errors } }: StrategyAnswer): Reason[] {
  return Array.from({ length: failed }, (_, index) => {
    const { code, message } = errors[index] ?? {
      code: "NOT_SENT",
      message: "not put into the queue",
    };
    return { code, message };
  });
}
