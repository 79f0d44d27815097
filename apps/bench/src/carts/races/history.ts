import type { Outcome, ShoppingOperation } from "./shopping-operation.ts";

/** When something went on. */
export interface Span {
  /** Place of its begin among all events of the run: what ends before another begins came first. */
  readonly begin: number;
  /** Place of its end. */
  readonly end: number;
  /** Seconds since 1970 by the slowest clock when it began. */
  readonly from: number;
  /** Seconds since 1970 by the fastest clock when it ended. */
  readonly to: number;
}

/** One request of a shopper's, all its attempts together. */
export interface Happening {
  readonly userId: string;
  readonly key: string;
  readonly operation: ShoppingOperation;
  readonly span: Span;
  readonly outcome: Outcome;
}

/** The same request once more, after its outcome was known. */
export interface Repetition {
  readonly first: Happening;
  /** Another payload under the same key. */
  readonly isForged: boolean;
  readonly outcome: Outcome;
}

/** A product's price was changed. */
export interface PriceChange {
  readonly productId: string;
  /** In minor units. */
  readonly amount: number;
  readonly span: Span;
}

/** All that was done and answered, for the check. */
export interface History {
  readonly happenings: readonly Happening[];
  readonly repetitions: readonly Repetition[];
  /** The first price of each product is one. */
  readonly prices: readonly PriceChange[];
}

/** How seconds are counted while a history is written. */
export interface HistoryClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Seconds that clients' clocks may be before or behind it; default 0. */
  readonly skewSeconds?: number;
}

/** Writes a history down as it happens. */
export class HistoryRecorder implements History {
  readonly happenings: Happening[] = [];
  readonly repetitions: Repetition[] = [];
  readonly prices: PriceChange[] = [];
  readonly #clock: HistoryClock;
  #events = 0;

  constructor(clock: HistoryClock) {
    this.#clock = clock;
  }

  /** Begins a span; what it returns ends it. */
  begin(): () => Span {
    const { skewSeconds = 0 } = this.#clock;
    const [begin, from] = [this.#next(), this.#seconds() - skewSeconds];
    return () => ({ begin, end: this.#next(), from, to: this.#seconds() + skewSeconds });
  }

  #next(): number {
    this.#events += 1;
    return this.#events;
  }

  #seconds(): number {
    return Math.floor(this.#clock.now() / 1_000);
  }
}
