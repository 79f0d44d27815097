import type { Clock } from "@spillway/pacing";
import type { BatchWriteResult } from "../transport/transport.ts";
import { AdaptiveConcurrency } from "./adaptive-concurrency.ts";

/** How concurrency is kept. */
export interface ConcurrencyOptions {
  readonly concurrency: number | "adaptive";
  readonly clock: Clock;
  /** Whether a pacer slows down where the table throttles: then that says nothing about concurrency. */
  readonly isPaced: boolean;
}

/** How many batches may be in flight at once, and how many are. */
export class Concurrency {
  readonly #clock: Clock;
  readonly #isPaced: boolean;
  readonly #fixed: number;
  readonly #adaptive: AdaptiveConcurrency | undefined;
  #inFlight = 0;
  /** Those of them that do not wait for the pacer. */
  #sending = 0;

  constructor({ concurrency, clock, isPaced }: ConcurrencyOptions) {
    this.#clock = clock;
    this.#isPaced = isPaced;
    this.#fixed = concurrency === "adaptive" ? 0 : concurrency;
    this.#adaptive = concurrency === "adaptive" ? new AdaptiveConcurrency() : undefined;
  }

  /** Batches that may be in flight. */
  get limit(): number {
    return this.#adaptive?.limit ?? this.#fixed;
  }

  /** Batches that are in flight, those that wait for the pacer included. */
  get inFlight(): number {
    return this.#inFlight;
  }

  get hasRoom(): boolean {
    return this.#inFlight < this.limit;
  }

  begin(): void {
    this.#inFlight += 1;
  }

  end(): void {
    this.#inFlight -= 1;
  }

  /** Sends a request, and learns from the time that its answer takes where the limit adapts. */
  async timed(send: () => Promise<BatchWriteResult>): Promise<BatchWriteResult> {
    if (this.#adaptive === undefined) return send();
    this.#sending += 1;
    const sentAtMs = this.#clock.now();
    let isThrottled = true;
    try {
      const result = await send();
      isThrottled = result.unprocessed.length > 0;
      return result;
    } finally {
      const tookMs = this.#clock.now() - sentAtMs;
      this.#adaptive.answered(tookMs, this.#sending, isThrottled && !this.#isPaced);
      this.#sending -= 1;
    }
  }
}
