import type { Clock, Deadline, Random } from "@spillway/pacing";
import { changeCaptureError } from "../change-capture-error.ts";
import type { ChangeEvent } from "../change-event.ts";
import { destinationRecord } from "../failures/destination-record.ts";
import type { FailureDestination } from "../failures/failure-destination.ts";
import type { FailurePolicies } from "../failures/failure-policies.ts";
import { retrying } from "../failures/retrying.ts";
import { inBatches, inOrder } from "../order/in-order.ts";
import { itemKey } from "../order/item-key.ts";
import type { FailedChange, Sink, SinkContext } from "../sink.ts";
import { type BatchFailure, BatchState } from "./batch-state.ts";
import type { ReadBatch } from "./read-batch.ts";

/** What batches are processed with. */
export interface BatchServices {
  /** In the order in which they get the changes. What fails in one does not reach the later ones. */
  readonly sinks: readonly Sink[];
  readonly policies: FailurePolicies;
  /** Where failures of policy `destination` go; without one they are reported. */
  readonly destination?: FailureDestination;
  /** Items at once, where order is kept by item. */
  readonly concurrency: number;
  readonly clock: Clock;
  readonly random: Random;
}

/** The invocation that a batch came with. */
export interface Invocation {
  readonly deadline: Deadline;
  readonly replayed: boolean;
  readonly requestId: string;
  readonly functionArn: string;
  readonly functionVersion: string;
}

/** What became of a batch. */
export interface BatchReport {
  /** Records that came. */
  readonly received: number;
  /** Changes that every sink took. */
  readonly processed: number;
  /** Failures that Lambda is to be told of, in the order of the batch. */
  readonly failed: readonly BatchFailure[];
  /** Failures that are in the failure destination, in the order of the batch. */
  readonly sentToDestination: readonly BatchFailure[];
}

/** The name under which a failure to read a record is told. */
const READING = "record";

/**
 * Gives the changes of a batch to each sink in turn. What failed in one, and later changes of the same
 * item, are not given to the next. Nothing is thrown: the report says what became of everything.
 *
 * @example
 * const batch = readBatch(event.Records);
 * const report = await processBatch(batch, services, invocation);
 * return partialBatchResponse(sequenceNumbersToRetry(batch, report));
 */
export async function processBatch(
  batch: ReadBatch,
  services: BatchServices,
  invocation: Invocation,
): Promise<BatchReport> {
  const state = new BatchState(batch);
  const conclude = concluder(batch, state, services, invocation);
  for (const { place, error } of batch.unreadable) await conclude({ place, sink: READING, error });
  for (const sink of services.sinks) {
    const { remaining } = state;
    if (remaining.length === 0) break;
    const settle = ({ change, error }: FailedChange): Promise<boolean> =>
      conclude({ place: state.placeOf(change), sink: sink.name, error });
    const context = sinkContext(services, invocation, settle);
    const failed = await failuresOf(sink, remaining, context);
    await inOrder(failed, keyOfFailed, services.concurrency, settle);
  }
  return {
    received: batch.records.length,
    processed: state.remaining.length,
    failed: state.failed,
    sentToDestination: state.settled,
  };
}

/** Decides what becomes of a failure: true when the stream goes on without it. */
type Conclude = (failure: BatchFailure) => Promise<boolean>;

function concluder(
  batch: ReadBatch,
  state: BatchState,
  services: BatchServices,
  { deadline, replayed, requestId, functionArn, functionVersion }: Invocation,
): Conclude {
  const { policies, destination, clock } = services;
  return async (failure) => {
    const { place, error, sink } = failure;
    if (state.isOver(place)) return false;
    // A replayed change is in the destination still: told that it went there, the redrive would delete it.
    if (destination !== undefined && !replayed && goesToDestination(error, policies)) {
      const record = destinationRecord({
        ...{ record: batch.records[place], sink, error, nowMs: clock.now() },
        ...{ requestId, functionArn, functionVersion },
      });
      try {
        await retrying(() => destination.send(record), { ...services, deadline });
        state.settle(failure);
        return true;
      } catch (cause) {
        state.fail({
          ...failure,
          error: new AggregateError(
            [error, cause],
            "the failure destination could not be reached either",
          ),
        });
        return false;
      }
    }
    state.fail(failure);
    return false;
  };
}

/** That the time was up is no fault of the change. */
function goesToDestination(error: unknown, policies: FailurePolicies): boolean {
  return (
    !changeCaptureError.is(error, "DEADLINE_PASSED") && policies.of(error).policy === "destination"
  );
}

async function failuresOf(
  sink: Sink,
  changes: readonly ChangeEvent[],
  context: SinkContext,
): Promise<readonly FailedChange[]> {
  try {
    expectTime(context.deadline);
    return await sink.write(changes, context);
  } catch (error) {
    return changes.map((change) => ({ change, error }));
  }
}

function sinkContext(
  services: BatchServices,
  { deadline, replayed }: Invocation,
  settle: (failed: FailedChange) => Promise<boolean>,
): SinkContext {
  const { concurrency } = services;
  return {
    replayed,
    deadline,
    retry: (operation) => retrying(operation, { ...services, deadline }),
    async inOrder(changes, one) {
      const failed: FailedChange[] = [];
      await inOrder(changes, keyOfChange, concurrency, async (change) => {
        try {
          expectTime(deadline);
          await one(change);
          return true;
        } catch (error) {
          if (await settle({ change, error })) return true;
          failed.push({ change, error });
          return false;
        }
      });
      return failed;
    },
    async inBatches(changes, size, some) {
      const failed: FailedChange[] = [];
      await inBatches(changes, keyOfChange, size, async (batch) => {
        const held = new Set<ChangeEvent>();
        for (const one of await someOf(batch, some, deadline)) {
          if (await settle(one)) continue;
          failed.push(one);
          held.add(one.change);
        }
        return held;
      });
      return failed;
    },
  };
}

async function someOf(
  changes: readonly ChangeEvent[],
  some: (changes: readonly ChangeEvent[]) => Promise<readonly FailedChange[]>,
  deadline: Deadline,
): Promise<readonly FailedChange[]> {
  try {
    expectTime(deadline);
    return await some(changes);
  } catch (error) {
    return changes.map((change) => ({ change, error }));
  }
}

function expectTime(deadline: Deadline): void {
  if (!deadline.hasPassed()) return;
  throw changeCaptureError("DEADLINE_PASSED", "the invocation has no time left for the change", {
    hint: "Raise the function's timeout, or lower the batch size.",
  });
}

const keyOfChange = (change: ChangeEvent): string => itemKey(change.keys);
const keyOfFailed = ({ change }: FailedChange): string => itemKey(change.keys);
