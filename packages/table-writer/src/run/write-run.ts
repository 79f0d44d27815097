import { BATCH_WRITE_MAX_REQUESTS } from "@spillway/capacity";
import { Attempts } from "../attempt/attempts.ts";
import { tableWriterError } from "../errors.ts";
import { Outcomes } from "../outcome/outcomes.ts";
import type { WriteReport } from "../outcome/write-report.ts";
import { WriteTally } from "../outcome/write-tally.ts";
import { Concurrency } from "../pace/concurrency.ts";
import { UnsettledWrites } from "../waiting/unsettled-writes.ts";
import type { WriteSource } from "../write-options.ts";
import { Listener } from "./listener.ts";
import { SourceReader } from "./source-reader.ts";
import { Stop } from "./stop.ts";
import { lastingStop, type StopReason } from "./stop-reason.ts";
import { Wakeup } from "./wakeup.ts";
import { spillsAfter, type WriteSettings } from "./write-settings.ts";

/** What a run came to. */
export interface RunResult {
  readonly report: WriteReport;
  /** What the source threw, if it did. */
  readonly sourceError: { readonly cause: unknown } | undefined;
}

/**
 * One run of the writer: a loop that pulls what there is room for, starts what can be started, and
 * sleeps until something happens. `Attempts` sends, `UnsettledWrites` knows where each write is.
 */
export class WriteRun {
  readonly #settings: WriteSettings;
  readonly #wakeup: Wakeup;
  readonly #stop: Stop;
  readonly #source: SourceReader;
  readonly #listener: Listener;
  readonly #tally = new WriteTally();
  readonly #writes: UnsettledWrites;
  readonly #concurrency: Concurrency;
  readonly #attempts: Attempts;

  constructor(source: WriteSource, settings: WriteSettings) {
    this.#settings = settings;
    this.#wakeup = new Wakeup(settings.clock);
    const wake = () => this.#wakeup.wake();
    const goesOnAfter = (reason: StopReason) => spillsAfter(settings, reason);
    this.#stop = new Stop({ ...settings, goesOnAfter }, wake);
    this.#source = new SourceReader(source, wake);
    this.#listener = new Listener(settings, wake);
    const outcomes = new Outcomes(this.#tally, this.#listener);
    this.#writes = new UnsettledWrites(settings, this.#tally, outcomes, () => this.#progressed());
    this.#concurrency = new Concurrency({ ...settings, isPaced: settings.pacer !== undefined });
    this.#attempts = new Attempts({
      settings,
      stop: this.#stop,
      tally: this.#tally,
      writes: this.#writes,
      concurrency: this.#concurrency,
      onEnd: () => this.#progressed(),
    });
  }

  async run(): Promise<RunResult> {
    const { clock } = this.#settings;
    const startedAtMs = clock.now();
    let readToEnd: boolean;
    try {
      for (;;) {
        this.#obeyStop();
        this.#attempts.start(this.#source.ended);
        this.#writes.spill();
        if (this.#pull()) continue;
        if (this.#isDone()) break;
        const { hasRoom } = this.#concurrency;
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
    const stop = readToEnd && !this.#writes.gaveUp ? undefined : this.#stop.reason?.error;
    const report = this.#tally.report(clock.now() - startedAtMs, stop);
    return { report, sourceError: this.#source.error };
  }

  #obeyStop(): void {
    if (this.#listener.failure !== undefined) {
      this.#stop.because(lastingStop(tableWriterError("LISTENER_FAILED", "a callback threw")));
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
    return held < (this.#concurrency.limit + 1) * BATCH_WRITE_MAX_REQUESTS;
  }

  /** Whether a run that stops still reads the rest of its source, to report or to spill it. */
  #readsOn(reason: StopReason): boolean {
    if (this.#listener.failure !== undefined) return false;
    return this.#settings.unread === "report" || spillsAfter(this.#settings, reason);
  }

  #isDone(): boolean {
    if (this.#concurrency.inFlight > 0 || this.#writes.size > 0 || this.#listener.isBusy)
      return false;
    const { reason } = this.#stop;
    return this.#source.ended || (reason !== undefined && !this.#readsOn(reason));
  }

  #progressed(): void {
    this.#listener.progress(() => this.#tally.progress);
    this.#wakeup.wake();
  }
}
