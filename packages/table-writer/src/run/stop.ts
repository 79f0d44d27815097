import type { SpillwayError } from "@spillway/errors";
import type { Clock, Deadline } from "@spillway/pacing";
import { tableWriterError } from "../errors.ts";
import { lastingStop, passingStop, type StopReason } from "./stop-reason.ts";

/** How long requests under way may take after a stop after which the run goes on. */
const GRACE_MS = 1_000;

/** What may end a run before its source does. */
export interface StopSources {
  readonly clock: Clock;
  readonly deadline?: Deadline | undefined;
  /** Ends all at once. */
  readonly signal?: AbortSignal | undefined;
  /** Ends what has not been sent; requests under way are waited for. */
  readonly drain?: AbortSignal | undefined;
  /** Whether a run that stops for this reason has work left that a later reason may end. Default: none has. */
  readonly goesOnAfter?: (reason: StopReason) => boolean;
}

/** The one place where a run learns that it must stop, and why. The first reason that ends all work stays. */
export class Stop {
  readonly #controller = new AbortController();
  readonly #requests = new AbortController();
  readonly #watching = new AbortController();
  readonly #clock: Clock;
  readonly #onStop: () => void;
  readonly #goesOnAfter: (reason: StopReason) => boolean;
  /**
   * Ends the waiting for work that a stop leaves. Listeners on the signal would be dear, and so would
   * be a set: V8 keeps what was in one that has grown old until the whole heap is collected.
   */
  readonly #leave: ((error: SpillwayError) => void)[] = [];
  #reason: StopReason | undefined;

  constructor(sources: StopSources, onStop: () => void) {
    this.#onStop = onStop;
    this.#clock = sources.clock;
    this.#goesOnAfter = sources.goesOnAfter ?? (() => false);
    const { signal, drain, deadline } = sources;
    if (signal !== undefined) this.#when(signal, () => this.#abort());
    if (drain !== undefined) this.#when(drain, () => this.#stopFor(abortedByCaller(), () => {}));
    if (deadline !== undefined && deadline.atMs !== Number.POSITIVE_INFINITY) {
      this.#watchDeadline(sources.clock, deadline);
    }
  }

  /** Why the run stops; undefined while it goes on. */
  get reason(): StopReason | undefined {
    return this.#reason;
  }

  /** Aborts with the stop: for everything that is waited for. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /**
   * Aborts requests that are under way: with the stop, but where the run goes on after it, a second
   * later, since what is about to be written should not be spilled as well.
   */
  get requestSignal(): AbortSignal {
    return this.#requests.signal;
  }

  because(reason: StopReason): void {
    this.#stopFor(reason, () => {
      if (!this.#goesOnAfter(reason)) {
        this.#leaveRequests(reason);
        return;
      }
      const leave = () => this.#leaveRequests(reason);
      // Aborted: the run has ended.
      this.#clock.sleep(GRACE_MS, this.#watching.signal).then(leave, () => undefined);
    });
  }

  /** @param endRequests says when the requests under way are left */
  #stopFor(reason: StopReason, endRequests: () => void): void {
    const isOver = this.#reason !== undefined && !this.#goesOnAfter(this.#reason);
    if (isOver || (this.#reason !== undefined && this.#goesOnAfter(reason))) return;
    this.#reason = reason;
    this.#controller.abort(reason.error);
    endRequests();
    this.#onStop();
  }

  #abort(): void {
    this.because(abortedByCaller());
    // Also where the run was drained before.
    if (this.#reason !== undefined) this.#leaveRequests(this.#reason);
  }

  #leaveRequests({ error }: StopReason): void {
    this.#requests.abort(error);
    for (const leave of this.#leave) leave(error);
  }

  /** Settles as `work` does, or rejects with the reason at once when requests are to be left. */
  orStopped<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#requests.signal.aborted) reject(this.#requests.signal.reason);
      this.#leave.push(reject);
      work.then(resolve, reject).finally(() => this.#leave.splice(this.#leave.indexOf(reject), 1));
    });
  }

  /** Ends the watch, so that no timer or listener is left behind. */
  close(): void {
    this.#watching.abort();
  }

  #when(signal: AbortSignal, call: () => void): void {
    if (signal.aborted) call();
    else signal.addEventListener("abort", call, { once: true, signal: this.#watching.signal });
  }

  #watchDeadline(clock: Clock, deadline: Deadline): void {
    if (deadline.hasPassed()) {
      this.because(passingStop(tableWriterError("DEADLINE", "the deadline had passed")));
      return;
    }
    clock.sleep(deadline.remainingMs(), this.#watching.signal).then(
      // A timer may not reach as far as the deadline.
      () => this.#watchDeadline(clock, deadline),
      // Aborted: the run has ended.
      () => undefined,
    );
  }
}

function abortedByCaller(): StopReason {
  return lastingStop(tableWriterError("ABORTED", "the run was stopped by its caller"));
}
