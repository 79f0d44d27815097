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
  /** Writes a second at which the first hot partition has all that it takes. */
  readonly #hotPace: number;
  lastDoneMs: number | undefined;
  delayed = 0;
  queued = 0;

  constructor(meter: FlowMeter, hot: readonly HotPartition[]) {
    this.meter = meter;
    this.sums = new FlowSums(meter.limits.length, hot.length);
    this.#hotPace = Math.min(Number.POSITIVE_INFINITY, ...hot.map((key) => key.most / key.share));
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
    if (this.waiting === 0 && peak <= this.#hotPace && meter.hasAll(peak, seconds)) {
      if (sum > 0) this.lastDoneMs = meter.nowMs + 1_000 * arrivals.lastSecond();
      meter.takeAll(sum, seconds);
      this.sums.add(sum, peak);
      this.queued += sum;
      return seconds;
    }
    for (let second = 0; second < seconds; second += 1) {
      this.#takeSecond(arrivals.perSecond[second] as number);
      if (until.nothingWaits && this.waiting === 0) return second + 1;
    }
    return seconds;
  }

  #takeSecond(asked: number): void {
    const { meter, sums } = this;
    const queue = this.#queue;
    const nowMs = meter.nowMs;
    const pace = Math.min(meter.pace(), this.#hotPace);
    const all = queue.count + asked;
    const done = all <= pace + NO_WRITES ? all : pace;
    const old = done === all ? queue.count : Math.min(queue.count, done);
    if (old > 0) queue.remove(nowMs, old);
    this.delayed += old;
    if (done < all) queue.add(nowMs, asked - (done - old));
    this.queued += asked;
    if (queue.count > sums.mostWaiting) sums.mostWaiting = queue.count;
    sums.add(done, done);
    if (done > 0) this.lastDoneMs = nowMs + 1_000;
    meter.take(done);
  }
}
