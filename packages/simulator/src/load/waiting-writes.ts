import type { WhenThrottled } from "./table-load.ts";

interface Cohort {
  readonly sinceMs: number;
  writes: number;
}

/** Fewer writes than this are roundings of double numbers. */
const NONE = 1e-9;

/** Writes that were throttled and are tried again. */
export class WaitingWrites {
  readonly #rule: Exclude<WhenThrottled, "lost">;
  readonly #cohorts: Cohort[] = [];
  #count = 0;
  #delayed = 0;
  #lost = 0;
  #worstDelayMs = 0;

  constructor(rule: Exclude<WhenThrottled, "lost">) {
    this.#rule = rule;
  }

  /** Writes that wait now. */
  get count(): number {
    return this.#count;
  }

  /** Writes that were done after all. */
  get delayed(): number {
    return this.#delayed;
  }

  /** Writes that were given up. */
  get lost(): number {
    return this.#lost;
  }

  /** The longest that a write waited until it was done or given up, in milliseconds. */
  get worstDelayMs(): number {
    return this.#worstDelayMs;
  }

  /** Attempts in a second: each waiting write is tried once in `retryEverySeconds`. */
  get attemptsASecond(): number {
    return this.#count / Math.max(1, this.#rule.retryEverySeconds);
  }

  /** Writes that were throttled for the first time. */
  add(nowMs: number, writes: number): void {
    if (writes < NONE) return;
    this.#cohorts.push({ sinceMs: nowMs, writes });
    this.#count += writes;
  }

  /** So many were done now; those that wait the longest are taken for the first. */
  done(nowMs: number, writes: number): void {
    this.#delayed += this.#remove(nowMs, Math.min(writes, this.#count));
  }

  /** Gives up what waits too long. */
  giveUp(nowMs: number): void {
    const { giveUpAfterSeconds = Number.POSITIVE_INFINITY } = this.#rule;
    const before = nowMs - giveUpAfterSeconds * 1_000;
    let writes = 0;
    for (const cohort of this.#cohorts) {
      if (cohort.sinceMs > before) break;
      writes += cohort.writes;
    }
    this.#lost += this.#remove(nowMs, writes);
  }

  #remove(nowMs: number, writes: number): number {
    let left = writes;
    for (let first = this.#cohorts[0]; first !== undefined && left > 0; first = this.#cohorts[0]) {
      this.#worstDelayMs = Math.max(this.#worstDelayMs, nowMs - first.sinceMs);
      if (first.writes > left + NONE) {
        first.writes -= left;
        left = 0;
      } else {
        left -= first.writes;
        this.#cohorts.shift();
      }
    }
    this.#count = this.#cohorts.length === 0 ? 0 : Math.max(0, this.#count - writes);
    return writes;
  }
}
