import type { FlowMeter } from "@spillway/capacity";
import type { Arrivals } from "../load/arrivals.ts";
import type { HotPartition } from "../load/hot-partitions.ts";
import type { WhenThrottled } from "../load/table-load.ts";
import { FlowSums } from "./flow-sums.ts";
import { PartitionShare } from "./partition-share.ts";
import type { RequestFlow, TakeUntil } from "./request-flow.ts";
import { LEAST_WAITING, WaitingWrites } from "./waiting-writes.ts";

type Retries = Exclude<WhenThrottled, "lost">;

/**
 * Requests that are sent as they come. What does not fit is throttled, and lost or tried again: then each
 * that waits is tried once in `retryEverySeconds`, evenly spread, and those that wait the longest are taken
 * for the first to succeed.
 */
export class AtOnceFlow implements RequestFlow {
  readonly meter: FlowMeter;
  readonly sums: FlowSums;
  readonly queued = 0;
  readonly #hot: readonly PartitionShare[];
  readonly #retries: Retries | undefined;
  readonly #waiting: WaitingWrites | undefined;
  lastDoneMs: number | undefined;
  delayed = 0;
  lost = 0;

  constructor(
    meter: FlowMeter,
    hot: readonly HotPartition[] = [],
    whenThrottled: WhenThrottled = "lost",
  ) {
    this.meter = meter;
    this.sums = new FlowSums(meter.limits.length, hot.length);
    this.#hot = hot.map((partition) => new PartitionShare(partition));
    this.#retries = whenThrottled === "lost" ? undefined : whenThrottled;
    this.#waiting = this.#retries === undefined ? undefined : new WaitingWrites();
  }

  get waiting(): number {
    return this.#waiting?.count ?? 0;
  }

  get worstDelayMs(): number {
    return this.#waiting?.worstDelayMs ?? 0;
  }

  take(arrivals: Arrivals, until: TakeUntil): number {
    const { seconds, peak, sum } = arrivals;
    const { meter } = this;
    if (this.waiting === 0 && !this.#isCut(peak) && meter.hasAll(peak, seconds)) {
      if (sum > 0) this.lastDoneMs = meter.nowMs + 1_000 * arrivals.lastSecond();
      meter.takeAll(sum, seconds);
      for (const hot of this.#hot) hot.take(sum, seconds);
      this.sums.add(sum, peak);
      return seconds;
    }
    if (this.#waiting === undefined && this.#hot.length === 0) {
      return this.#takeOnce(arrivals, until.throttled);
    }
    for (let second = 0; second < seconds; second += 1) {
      const isAll = this.#takeSecond(arrivals.perSecond[second] as number);
      if (!isAll && until.throttled) return second + 1;
      if (until.nothingWaits && this.waiting === 0) return second + 1;
    }
    return seconds;
  }

  /** Nothing is tried again and no key is hot: the months of seconds that a plan is made of. */
  #takeOnce({ perSecond, seconds }: Arrivals, untilThrottled: boolean): number {
    const { meter } = this;
    const fromMs = meter.nowMs;
    let [all, peak, lost, last, second] = [0, 0, 0, 0, 0];
    while (second < seconds) {
      const asked = perSecond[second] as number;
      const done = meter.most(asked);
      second += 1;
      all += done;
      if (done > peak) peak = done;
      if (done > 0) last = second;
      if (done === asked) {
        meter.take(done);
        continue;
      }
      lost += asked - done;
      this.#refuse(asked - done, done);
      meter.take(done);
      if (untilThrottled) break;
    }
    this.sums.add(all, peak);
    this.lost += lost;
    if (last > 0) this.lastDoneMs = fromMs + 1_000 * last;
    return second;
  }

  /** @returns whether nothing was refused for lack of the table's or an index's capacity */
  #takeSecond(asked: number): boolean {
    const { meter, sums } = this;
    const again = this.#again();
    const attempts = asked + again;
    const sent = attempts - this.#cut(attempts);
    const done = meter.most(sent);
    const isAll = done === sent;
    if (!isAll) this.#refuse(sent - done, done);
    // What the table refuses, a hot key's writes among it, takes nothing of the partition.
    for (const hot of this.#hot) hot.take(isAll ? attempts : (attempts * done) / sent, 1);
    sums.add(done, done);
    const nowMs = meter.nowMs;
    meter.take(done);
    if (done > 0) this.lastDoneMs = nowMs + 1_000;
    if (this.#waiting === undefined) this.lost += attempts - done;
    else if (this.#waiting.count > 0 || done < attempts) {
      // Of the attempts, those that were tried again had the same luck as those that were new.
      const share = attempts > 0 ? done / attempts : 1;
      this.#tryAgain(this.#waiting, nowMs, again * share, asked * (1 - share));
    }
    return isAll;
  }

  /** A part of those that wait; the last part of a write at once, else less and less of it is left for ever. */
  #again(): number {
    const { waiting } = this;
    if (waiting < LEAST_WAITING) return waiting;
    return waiting / Math.max(1, this.#retries?.retryEverySeconds ?? 1);
  }

  #tryAgain(waiting: WaitingWrites, nowMs: number, done: number, refused: number): void {
    const { giveUpAfterSeconds = Number.POSITIVE_INFINITY } = this.#retries ?? {};
    waiting.remove(nowMs, done);
    this.delayed += done;
    waiting.add(nowMs, refused);
    const endMs = nowMs + 1_000;
    const tooLong = waiting.countUntil(endMs - giveUpAfterSeconds * 1_000);
    if (tooLong > 0) waiting.remove(endMs, tooLong);
    this.lost += tooLong;
    this.sums.mostWaiting = Math.max(this.sums.mostWaiting, waiting.count);
  }

  #isCut(attempts: number): boolean {
    for (const hot of this.#hot) if (hot.isAlwaysShort(attempts)) return true;
    return false;
  }

  #cut(attempts: number): number {
    let all = 0;
    for (const [place, hot] of this.#hot.entries()) {
      const over = hot.over(attempts);
      this.sums.cut[place] = (this.sums.cut[place] ?? 0) + over;
      all += over;
    }
    return all;
  }

  #refuse(attempts: number, done: number): void {
    const { refused } = this.sums;
    this.sums.throttled += attempts;
    for (let place = 0; place < refused.length; place += 1) {
      if (this.meter.isShort(place, done)) refused[place] = (refused[place] ?? 0) + attempts;
    }
  }
}
