import type { CapacityUnits, MinuteUsage, ResourceView } from "@spillway/capacity";

const MINUTE_MS = 60_000;

type Writable<Of> = { -readonly [Key in keyof Of]: Writable<Of[Key]> };

/** What CloudWatch would know of a table or index: minutes, each seen some time after it has ended. */
export class MinuteMetrics {
  readonly #delayMs: number;
  readonly #most: number;
  /** Minutes that have ended and are not seen yet. */
  readonly #coming: Writable<MinuteUsage>[] = [];
  readonly #seen: Writable<MinuteUsage>[] = [];
  /** Minutes that nobody sees any more, to be used again: a month has hundred thousands. */
  readonly #spare: Writable<MinuteUsage>[] = [];
  /** Sums of the minute that is running. */
  readonly running = { readUnits: 0, writeUnits: 0, reads: 0, writes: 0 };

  constructor(delayMs: number, most: number) {
    this.#delayMs = delayMs;
    this.#most = most;
  }

  /** Ends a minute. */
  close(endMs: number): void {
    const { readUnits, writeUnits, reads, writes } = this.running;
    const minute = this.#spare.pop() ?? emptyMinute();
    minute.startMs = endMs - MINUTE_MS;
    minute.consumed.readUnits = rounded(readUnits);
    minute.consumed.writeUnits = rounded(writeUnits);
    minute.throttled.reads = rounded(reads);
    minute.throttled.writes = rounded(writes);
    this.#coming.push(minute);
    this.running.readUnits = 0;
    this.running.writeUnits = 0;
    this.running.reads = 0;
    this.running.writes = 0;
  }

  /** What is seen now. The minutes are a window that moves on. */
  view(nowMs: number, provisioned: CapacityUnits): ResourceView {
    const seenUntil = nowMs - this.#delayMs - MINUTE_MS;
    for (let next = this.#coming[0]; next !== undefined; next = this.#coming[0]) {
      if (next.startMs > seenUntil) break;
      this.#seen.push(next);
      this.#coming.shift();
    }
    // Cut seldom: each cut moves all that stay.
    if (this.#seen.length > 2 * this.#most) {
      this.#spare.push(...this.#seen.splice(0, this.#seen.length - this.#most));
    }
    return { provisioned, minutes: this.#seen };
  }
}

function emptyMinute(): Writable<MinuteUsage> {
  return {
    startMs: 0,
    consumed: { readUnits: 0, writeUnits: 0 },
    throttled: { reads: 0, writes: 0 },
  };
}

/** Without what sums of double numbers add to it: who compares it with a threshold sees whole units as whole. */
function rounded(units: number): number {
  return Math.round(units * 1e6) / 1e6;
}
