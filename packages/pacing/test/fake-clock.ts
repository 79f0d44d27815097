import type { Clock } from "../src/index.ts";

interface Sleeper {
  readonly wakeMs: number;
  readonly wake: () => void;
}

/** Lets every continuation that is ready now run to its next wait. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock that a test moves by hand. testkit has a fuller one, but stands above this package. */
export class FakeClock implements Clock {
  #nowMs = 0;
  readonly #sleepers: Sleeper[] = [];

  now(): number {
    return this.#nowMs;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      this.#sleepers.push({ wakeMs: this.#nowMs + ms, wake: resolve });
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  }

  /** Moves time on, waking each sleeper at its own moment. */
  async advance(ms: number): Promise<void> {
    const targetMs = this.#nowMs + ms;
    for (;;) {
      await settle();
      this.#sleepers.sort((a, b) => a.wakeMs - b.wakeMs);
      const next = this.#sleepers[0];
      if (next === undefined || next.wakeMs > targetMs) break;
      this.#sleepers.shift();
      this.#nowMs = Math.max(this.#nowMs, next.wakeMs);
      next.wake();
    }
    this.#nowMs = targetMs;
  }
}
