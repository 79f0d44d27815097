import type { WriteUnits } from "@spillway/capacity";
import type { PendingWrite } from "../admission/pending-write.ts";
import type { WriteTally } from "../outcome/write-tally.ts";
import type { Concurrency } from "../pace/concurrency.ts";
import { unitsTogether } from "../pace/estimated-units.ts";
import type { PacedAnswer, PacedWrite } from "../pace/write-pacer.ts";
import type { Stop } from "../run/stop.ts";
import { lastingStop, passingStop, type StopReason } from "../run/stop-reason.ts";
import type { WriteSettings } from "../run/write-settings.ts";
import type { BatchWriteResult, WireRequest } from "../transport/transport.ts";
import type { UnsettledWrites } from "../waiting/unsettled-writes.ts";
import { classifyFailure, type ThrottledFailure } from "./classify-failure.ts";
import { endpointUnreachable } from "./refusals.ts";

/** Requests in a row without an answer, from which on a write that is out of attempts stops the run. */
const UNANSWERED_IN_A_ROW = 8;

/** What becomes of the part of a batch that DynamoDB did not process: it gives no reason for it. */
const UNPROCESSED: ThrottledFailure = {
  kind: "throttled",
  reason: { code: "UNPROCESSED", message: "DynamoDB did not process the write" },
  causes: ["UnprocessedItems"],
  throttles: [],
};

type Batch = readonly PendingWrite[];

/** What attempts work with: those of one run. */
export interface AttemptsContext {
  readonly settings: WriteSettings;
  readonly stop: Stop;
  readonly tally: WriteTally;
  readonly writes: UnsettledWrites;
  readonly concurrency: Concurrency;
  /** Called when an attempt is over, whatever came of it. */
  readonly onEnd: () => void;
}

/**
 * Batches on their way to DynamoDB, and the one place that keeps the books of an attempt. Each takes
 * the same steps in the same order:
 *
 * 1. it waits until the pacer lets it through;
 * 2. it is counted as sent, and as sent again where it was sent before;
 * 3. it is answered or fails, and `classifyFailure` says what the failure means;
 * 4. what came of it is counted: units, throttled writes, a failed batch, a failure of each write;
 * 5. the pacer hears of it;
 * 6. its writes leave: done, to be sent again, halved, or given up with the run. Where they go from
 *    here is for `UnsettledWrites` to know.
 */
export class Attempts {
  readonly #context: AttemptsContext;
  #unansweredInARow = 0;

  constructor(context: AttemptsContext) {
    this.#context = context;
  }

  /**
   * Starts batches while there are some and one more may be in flight.
   *
   * @param flush whether new work goes even if it does not fill a batch
   */
  start(flush: boolean): void {
    const { settings, stop, writes, concurrency, onEnd } = this.#context;
    while (concurrency.hasRoom && stop.reason === undefined) {
      const batch = writes.nextBatch(settings.clock.now(), flush);
      if (batch === undefined) return;
      concurrency.begin();
      void this.#run(batch).finally(() => {
        concurrency.end();
        onEnd();
      });
    }
  }

  async #run(batch: Batch): Promise<void> {
    const { settings, stop } = this.#context;
    const { pacer } = settings;
    const units = pacer && unitsTogether(batch);
    let result: BatchWriteResult;
    try {
      if (units !== undefined) await pacer?.acquire(units, stop.signal);
      this.#sent(batch);
      result = await stop.orStopped(this.#transmit(batch));
    } catch (error) {
      this.#failed(batch, units, error);
      return;
    }
    this.#answered(batch, units, result);
  }

  #sent(batch: Batch): void {
    let sentBefore = 0;
    for (const write of batch) {
      if (write.sends > 0) sentBefore += 1;
      write.sends += 1;
    }
    this.#context.tally.sent(batch.length, sentBefore);
  }

  async #transmit(batch: Batch): Promise<BatchWriteResult> {
    const { settings, stop, concurrency } = this.#context;
    const { transport, table } = settings;
    const requests = batch.map(({ request }) => request);
    return concurrency.timed(() => transport.batchWrite(table, requests, stop.requestSignal));
  }

  #answered(batch: Batch, units: WriteUnits | undefined, result: BatchWriteResult): void {
    const { tally, writes } = this.#context;
    const { unprocessed, consumed } = result;
    this.#unansweredInARow = 0;
    tally.consumed(consumed);
    const isBack = ({ request }: PendingWrite) => unprocessed.includes(request);
    const sentBack = unprocessed.length === 0 ? [] : batch.filter(isBack);
    const done = sentBack.length === 0 ? batch : batch.filter((write) => !isBack(write));
    if (sentBack.length === batch.length) tally.batchFailed();
    if (sentBack.length > 0) tally.throttled(sentBack.length, UNPROCESSED.causes);
    this.#observe(batch, units, { unprocessed, consumed, throttles: UNPROCESSED.throttles });
    writes.written(done);
    if (sentBack.length > 0) this.#sendAgain(sentBack, UNPROCESSED);
  }

  #failed(batch: Batch, units: WriteUnits | undefined, error: unknown): void {
    const { settings, stop, tally, writes } = this.#context;
    const { reason, signal, requestSignal } = stop;
    if (reason !== undefined && (requestSignal.aborted || error === signal.reason)) {
      writes.giveUp(batch, reason);
      return;
    }
    tally.batchFailed();
    const failure = classifyFailure(error, settings.table.name);
    this.#unansweredInARow = failure.kind === "unreachable" ? this.#unansweredInARow + 1 : 0;
    switch (failure.kind) {
      case "refused":
        this.#stopFor(batch, lastingStop(failure.error));
        return;
      case "invalid":
        writes.refuted(batch, failure.reason);
        return;
      case "unreachable":
        if (this.#isOutOfReach(batch)) {
          const count = this.#unansweredInARow;
          const why = endpointUnreachable(count, failure.reason.message, error);
          this.#stopFor(batch, passingStop(why));
          return;
        }
        break;
      case "throttled": {
        const unprocessed = batch.map(({ request }) => request);
        tally.throttled(batch.length, failure.causes);
        this.#observe(batch, units, { ...failure, unprocessed, consumed: undefined });
        break;
      }
      case "passing":
        break;
    }
    this.#sendAgain(batch, failure);
  }

  /** Whether so many requests had no answer that a batch with a write out of attempts ends the run. */
  #isOutOfReach(batch: Batch): boolean {
    if (this.#unansweredInARow < UNANSWERED_IN_A_ROW) return false;
    return batch.some(({ failures }) => failures + 1 >= this.#context.settings.maxAttempts);
  }

  #observe(
    batch: Batch,
    units: WriteUnits | undefined,
    answer: Pick<PacedAnswer, "consumed" | "throttles"> & Pick<BatchWriteResult, "unprocessed">,
  ): void {
    const { pacer } = this.#context.settings;
    if (units === undefined || pacer?.observe === undefined) return;
    const { consumed, throttles } = answer;
    const unprocessed: ReadonlySet<WireRequest> = new Set(answer.unprocessed);
    pacer.observe({ units, writes: batch.filter(hasUnits), unprocessed, consumed, throttles });
  }

  #sendAgain(writes: Batch, { reason }: Pick<ThrottledFailure, "reason">): void {
    for (const write of writes) write.failures += 1;
    this.#context.writes.retryLater(writes, reason, this.#context.settings.clock.now());
  }

  #stopFor(batch: Batch, reason: StopReason): void {
    this.#context.stop.because(reason);
    this.#context.writes.giveUp(batch, reason);
  }
}

function hasUnits(write: PendingWrite): write is PendingWrite & PacedWrite {
  return write.units !== undefined;
}
