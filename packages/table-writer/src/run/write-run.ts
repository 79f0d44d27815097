import { BATCH_WRITE_MAX_REQUESTS, type WriteUnits } from "@spillway/capacity";
import { SpillwayError } from "@spillway/errors";
import type { PendingWrite } from "../admission/pending-write.ts";
import { classifyFailure } from "../attempt/classify-failure.ts";
import { endpointUnreachable } from "../attempt/refusals.ts";
import { Outcomes } from "../outcome/outcomes.ts";
import type { WriteReport } from "../outcome/write-report.ts";
import { WriteTally } from "../outcome/write-tally.ts";
import { AdaptiveConcurrency } from "../pace/adaptive-concurrency.ts";
import { unitsTogether } from "../pace/estimated-units.ts";
import type { PacedAnswer, PacedWrite } from "../pace/write-pacer.ts";
import type { BatchWriteResult, WireRequest } from "../transport/transport.ts";
import { UnsettledWrites } from "../waiting/unsettled-writes.ts";
import type { WriteSource } from "../write-options.ts";
import { Listener } from "./listener.ts";
import { SourceReader } from "./source-reader.ts";
import { Stop } from "./stop.ts";
import { Wakeup } from "./wakeup.ts";
import { spillsAfter, type WriteSettings } from "./write-settings.ts";

/** Requests in a row without an answer, from which on a write that is out of attempts stops the run. */
const UNANSWERED_IN_A_ROW = 8;

/** What a run came to. */
export interface RunResult {
  readonly report: WriteReport;
  /** What the source threw, if it did. */
  readonly sourceError: { readonly cause: unknown } | undefined;
}

/**
 * One run of the writer: a loop that pulls what there is room for, starts what can be started, and
 * sleeps until something happens. What happens to each write is decided by `UnsettledWrites`.
 */
export class WriteRun {
  readonly #settings: WriteSettings;
  readonly #wakeup: Wakeup;
  readonly #stop: Stop;
  readonly #source: SourceReader;
  readonly #listener: Listener;
  readonly #tally = new WriteTally();
  readonly #writes: UnsettledWrites;
  readonly #adaptive: AdaptiveConcurrency | undefined;
  #inFlight = 0;
  /** Those of them that do not wait for the pacer. */
  #sending = 0;
  #unansweredInARow = 0;

  constructor(source: WriteSource, settings: WriteSettings) {
    this.#settings = settings;
    this.#adaptive = settings.concurrency === "adaptive" ? new AdaptiveConcurrency() : undefined;
    this.#wakeup = new Wakeup(settings.clock);
    const wake = () => this.#wakeup.wake();
    const goesOnAfter = (reason: SpillwayError) => spillsAfter(settings, reason);
    this.#stop = new Stop({ ...settings, goesOnAfter }, wake);
    this.#source = new SourceReader(source, wake);
    this.#listener = new Listener(settings, wake);
    const outcomes = new Outcomes(this.#tally, this.#listener);
    this.#writes = new UnsettledWrites(settings, this.#tally, outcomes, () => this.#progressed());
  }

  async run(): Promise<RunResult> {
    const { clock } = this.#settings;
    const startedAtMs = clock.now();
    let readToEnd: boolean;
    try {
      for (;;) {
        this.#obeyStop();
        this.#startBatches();
        this.#writes.spill();
        if (this.#pull()) continue;
        if (this.#isDone()) break;
        const hasRoom = this.#inFlight < this.#concurrency;
        await this.#wakeup.sleep(hasRoom ? this.#writes.nextDueAtMs(clock.now()) : undefined);
      }
      readToEnd = this.#source.ended;
    } finally {
      this.#stop.close();
      this.#wakeup.close();
      await this.#source.close();
    }
    if (this.#listener.failure !== undefined) throw this.#listener.failure.cause;
    // A stop that came when all was done stopped nothing.
    const stop = readToEnd && !this.#writes.gaveUp ? undefined : this.#stop.reason;
    const report = this.#tally.report(clock.now() - startedAtMs, stop);
    return { report, sourceError: this.#source.error };
  }

  get #concurrency(): number {
    const { concurrency } = this.#settings;
    return concurrency === "adaptive" ? (this.#adaptive?.limit ?? 1) : concurrency;
  }

  #obeyStop(): void {
    if (this.#listener.failure !== undefined) {
      this.#stop.because(new SpillwayError("LISTENER_FAILED", "onOutcome or onProgress threw"));
    }
    if (this.#stop.reason !== undefined) this.#writes.giveUpWaiting(this.#stop.reason);
  }

  /** Admits what the source has at hand, up to a full batch; false if it had nothing. */
  #pull(): boolean {
    let pulled = false;
    while (this.#wantsMore()) {
      const source = this.#source.take();
      if (source === undefined) break;
      this.#writes.admit(source);
      pulled = true;
    }
    return pulled;
  }

  #wantsMore(): boolean {
    const { fillsBatch, asideIsFull, size, sizeAside } = this.#writes;
    if (this.#listener.isBusy || fillsBatch || asideIsFull) return false;
    if (this.#stop.reason !== undefined) return this.#readsOn(this.#stop.reason);
    const held = size - sizeAside;
    return held < (this.#concurrency + 1) * BATCH_WRITE_MAX_REQUESTS;
  }

  /** Whether a run that stops still reads the rest of its source, to report or to spill it. */
  #readsOn(reason: SpillwayError): boolean {
    if (this.#listener.failure !== undefined) return false;
    return this.#settings.unread === "report" || spillsAfter(this.#settings, reason);
  }

  #isDone(): boolean {
    if (this.#inFlight > 0 || this.#writes.size > 0 || this.#listener.isBusy) return false;
    const { reason } = this.#stop;
    return this.#source.ended || (reason !== undefined && !this.#readsOn(reason));
  }

  #startBatches(): void {
    const { clock } = this.#settings;
    while (this.#inFlight < this.#concurrency && this.#stop.reason === undefined) {
      const batch = this.#writes.nextBatch(clock.now(), this.#source.ended);
      if (batch === undefined) return;
      this.#inFlight += 1;
      void this.#send(batch).finally(() => {
        this.#inFlight -= 1;
        this.#progressed();
      });
    }
  }

  #progressed(): void {
    this.#listener.progress(() => this.#tally.progress);
    this.#wakeup.wake();
  }

  async #send(batch: readonly PendingWrite[]): Promise<void> {
    const { pacer, clock } = this.#settings;
    const { signal, requestSignal } = this.#stop;
    let result: BatchWriteResult;
    const units = pacer && unitsTogether(batch);
    try {
      if (units !== undefined) await pacer?.acquire(units, signal);
      this.#tally.sent(batch);
      for (const write of batch) write.sends += 1;
      const requests = batch.map((write) => write.request);
      result = await this.#stop.orStopped(this.#transmit(requests, requestSignal));
    } catch (error) {
      this.#failed(batch, error, units);
      return;
    }
    this.#unansweredInARow = 0;
    if (units !== undefined) {
      const { consumed, unprocessed } = result;
      this.#observe(batch, { units, unprocessed, consumed, throttles: [] });
    }
    this.#writes.answered(batch, result, clock.now());
  }

  async #transmit(
    requests: readonly WireRequest[],
    signal: AbortSignal,
  ): Promise<BatchWriteResult> {
    const { transport, table, clock, pacer } = this.#settings;
    if (this.#adaptive === undefined) return transport.batchWrite(table, requests, signal);
    this.#sending += 1;
    const sentAtMs = clock.now();
    let throttled = true;
    try {
      const result = await transport.batchWrite(table, requests, signal);
      throttled = result.unprocessed.length > 0;
      return result;
    } finally {
      // A pacer slows down by itself: then throttles say nothing about the concurrency.
      const isFault = throttled && pacer === undefined;
      this.#adaptive.answered(clock.now() - sentAtMs, this.#sending, isFault);
      this.#sending -= 1;
    }
  }

  #failed(batch: readonly PendingWrite[], error: unknown, units: WriteUnits | undefined): void {
    const { table, clock, maxAttempts } = this.#settings;
    const { reason, signal, requestSignal } = this.#stop;
    if (reason !== undefined && (requestSignal.aborted || error === signal.reason)) {
      this.#writes.giveUp(batch, reason);
      return;
    }
    this.#tally.batchFailed();
    const failure = classifyFailure(error, table.name);
    this.#unansweredInARow = failure.kind === "unreachable" ? this.#unansweredInARow + 1 : 0;
    if (failure.kind === "refused") {
      this.#stop.because(failure.error);
      this.#writes.giveUp(batch, failure.error);
      return;
    }
    if (failure.kind === "invalid") {
      this.#writes.refuted(batch, failure.reason);
      return;
    }
    const isOut = batch.some((write) => write.failures + 1 >= maxAttempts);
    if (isOut && this.#unansweredInARow >= UNANSWERED_IN_A_ROW) {
      const unreachable = endpointUnreachable(
        this.#unansweredInARow,
        failure.reason.message,
        error,
      );
      this.#stop.because(unreachable);
      this.#writes.giveUp(batch, unreachable);
      return;
    }
    if (failure.kind === "throttled") {
      this.#tally.throttled(batch.length, failure.causes);
      if (units !== undefined) {
        const unprocessed = batch.map(({ request }) => request);
        const { throttles } = failure;
        this.#observe(batch, { units, unprocessed, consumed: undefined, throttles });
      }
    }
    this.#writes.retryLater(batch, failure.reason, clock.now());
  }

  #observe(
    batch: readonly PendingWrite[],
    answer: Pick<PacedAnswer, "units" | "consumed" | "throttles"> &
      Pick<BatchWriteResult, "unprocessed">,
  ): void {
    const writes = batch.filter(hasUnits);
    const unprocessed = new Set(answer.unprocessed);
    this.#settings.pacer?.observe?.({ ...answer, writes, unprocessed });
  }
}

function hasUnits(write: PendingWrite): write is PendingWrite & PacedWrite {
  return write.units !== undefined;
}
