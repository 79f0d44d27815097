import type { FlowMeter } from "@spillway/capacity";
import type { Arrivals } from "../load/arrivals.ts";
import type { HotPartition } from "../load/hot-partitions.ts";
import { FlowSums } from "./flow-sums.ts";
import type { RequestFlow, TakeUntil } from "./request-flow.ts";
import { NO_WRITES, WaitingWrites } from "./waiting-writes.ts";

/**
 * Writes that go through a queue, the oldest first, and are sent at the pace of the slowest of table,
 * indexes and hot partitions. One that comes and goes in the same second has not waited.
 */
export class PacedFlow implements RequestFlow {
  readonly meter: FlowMeter;
  readonly sums: FlowSums;
  readonly lost = 0;
  readonly #queue = new WaitingWrites();
  /** Writes a second at which the first hot partition has all that it takes, or who drains the queue. */
  readonly #mostPace: number;
  lastDoneMs: number | undefined;
  delayed = 0;
  queued = 0;

  /** @param mostDrained writes a second that are sent at most */
  constructor(meter: FlowMeter, hot: readonly HotPartition[], mostDrained: number) {
    this.meter = meter;
    this.sums = new FlowSums(meter.limits.length, hot.length);
    this.#mostPace = Math.min(mostDrained, ...hot.map((key) => key.most / key.share));
  }

  get waiting(): number {
    return this.#queue.count;
  }

  get worstDelayMs(): number {
    return this.#queue.worstDelayMs;
  }

  take(arrivals: Arrivals, until: TakeUntil): number {
    const { seconds, peak, sum } = arrivals;
    const { meter } = this;
    if (this.waiting > 0 || peak > this.#mostPace || !meter.hasAll(peak, seconds)) {
      return this.#takeEach(arrivals, until.nothingWaits);
    }
    if (sum > 0) this.lastDoneMs = meter.nowMs + 1_000 * arrivals.lastSecond();
    meter.takeAll(sum, seconds);
    this.sums.add(sum, peak);
    this.queued += sum;
    return seconds;
  }

  #takeEach({ perSecond, seconds }: Arrivals, untilNothingWaits: boolean): number {
    const { meter, sums } = this;
    const queue = this.#queue;
    const mostPace = this.#mostPace;
    const fromMs = meter.nowMs;
    let [sent, peak, came, delayed, mostWaiting, last, second] = [0, 0, 0, 0, 0, 0, 0];
    while (second < seconds) {
      const asked = perSecond[second] as number;
      const nowMs = fromMs + 1_000 * second;
      const pace = Math.min(meter.pace(), mostPace);
      const waiting = queue.count;
      const all = waiting + asked;
      const done = all <= pace + NO_WRITES ? all : pace;
      const old = Math.min(done, waiting);
      if (old > 0) queue.remove(nowMs, old);
      if (done < all) queue.add(nowMs, asked - (done - old));
      meter.take(done);
      second += 1;
      came += asked;
      sent += done;
      delayed += old;
      if (done > peak) peak = done;
      if (done > 0) last = second;
      if (queue.count > mostWaiting) mostWaiting = queue.count;
      if (untilNothingWaits && queue.count === 0) break;
    }
    sums.add(sent, peak);
    sums.mostWaiting = Math.max(sums.mostWaiting, mostWaiting);
    this.queued += came;
    this.delayed += delayed;
    if (last > 0) this.lastDoneMs = fromMs + 1_000 * last;
    return second;
  }
}
