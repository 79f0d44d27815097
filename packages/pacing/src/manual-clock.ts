import type { Clock } from "./clock.ts";
import { pacingError } from "./errors.ts";
import { Sleepers } from "./sleepers.ts";

/** Turns of the event loop without progress after which `run` says that the work waits for something else. */
const STALLED_AFTER_TURNS = 1_000;

/** Lets every continuation that is ready now run to its next wait. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * A clock that stands still until it is moved, for code that takes a `Clock`: in a test, or where what
 * would happen is found out by running it. Any number may sleep on it.
 *
 * @example
 * const clock = new ManualClock();
 * const report = await clock.run(writeAll(source, { clock, ...options })); // sleeps take no real time
 * clock.sleeps; // → [31, 84]: every delay that was asked for, in milliseconds
 *
 * @example
 * const waiting = pacer.acquire(10);
 * await clock.advance(999);  // still waiting
 * await clock.advance(1);
 * await waiting;
 */
export class ManualClock implements Clock {
  #nowMs: number;
  readonly #sleepers = new Sleepers();
  readonly #sleeps: number[] = [];

  /** @param startMs what `now()` answers first, in milliseconds; default 0 */
  constructor(startMs = 0) {
    this.#nowMs = startMs;
  }

  /** The current time in milliseconds. */
  now(): number {
    return this.#nowMs;
  }

  /** Waits until the clock was moved past `ms` from now; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.#sleeps.push(ms);
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const place = this.#sleepers.add({
        wakeAtMs: this.#nowMs + Math.max(0, ms),
        wake: () => {
          signal?.removeEventListener("abort", abort);
          this.#sleepers.remove(place);
          resolve();
        },
      });
      const abort = () => {
        this.#sleepers.remove(place);
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", abort, { once: true });
    });
  }

  /** Every duration that `sleep` was asked for so far, in milliseconds and in order. */
  get sleeps(): readonly number[] {
    return this.#sleeps;
  }

  /** How many sleepers wait now. */
  get sleeping(): number {
    return this.#sleepers.size;
  }

  /**
   * Moves time on by `ms` milliseconds. Sleepers wake at their own moments and in order, and what
   * they start in turn is seen before time moves further.
   */
  async advance(ms: number): Promise<void> {
    const target = this.#nowMs + ms;
    await settle();
    for (;;) {
      const { next } = this.#sleepers;
      if (next === undefined || next.wakeAtMs > target) break;
      this.#nowMs = Math.max(this.#nowMs, next.wakeAtMs);
      next.wake();
      await settle();
    }
    this.#nowMs = Math.max(this.#nowMs, target);
  }

  /**
   * Moves time from sleeper to sleeper until `work` settles, and answers as it does.
   *
   * @throws SpillwayError CLOCK_STALLED when nothing sleeps and `work` still isn't done: it waits
   *   for something that this clock doesn't drive
   */
  async run<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const settled = work.then(
      () => {
        done = true;
      },
      () => {
        done = true;
      },
    );
    for (let idleTurns = 0; !done; ) {
      await settle();
      if (done) break;
      const { next } = this.#sleepers;
      if (next === undefined) {
        idleTurns += 1;
        if (idleTurns > STALLED_AFTER_TURNS) {
          throw pacingError(
            "CLOCK_STALLED",
            `expected the work to end or to sleep on this clock; at ${this.#nowMs} ms it did neither`,
            { hint: "It waits for real time, for I/O, or for another clock." },
          );
        }
        continue;
      }
      idleTurns = 0;
      this.#nowMs = Math.max(this.#nowMs, next.wakeAtMs);
      next.wake();
    }
    await settled;
    return work;
  }
}
