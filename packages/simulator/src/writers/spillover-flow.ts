import type { FlowMeter } from "@spillway/capacity";
import type { Arrivals } from "../load/arrivals.ts";
import type { HotPartition } from "../load/hot-partitions.ts";
import { FlowSums } from "./flow-sums.ts";
import { PartitionShare } from "./partition-share.ts";
import type { RequestFlow, TakeUntil } from "./request-flow.ts";
import { NO_WRITES, WaitingWrites } from "./waiting-writes.ts";

/** Writes of one hot key, or of all others. */
interface Stream {
  readonly share: number;
  /** That of the hot key. */
  readonly partition: PartitionShare | undefined;
  readonly queue: WaitingWrites;
  /** Of this second: what it sends. */
  fresh: number;
  old: number;
}

/**
 * Writes that are sent as they come, as far as the table can take them; the rest waits in a queue, and is
 * sent with what those that come later leave over. A hot key's writes wait for their partition alone.
 */
export class SpilloverFlow implements RequestFlow {
  readonly meter: FlowMeter;
  readonly sums: FlowSums;
  readonly lost = 0;
  readonly #streams: readonly Stream[];
  readonly #mostDrained: number;
  lastDoneMs: number | undefined;
  delayed = 0;
  queued = 0;

  /** @param mostDrained writes of the queue that are sent in a second at most */
  constructor(meter: FlowMeter, hot: readonly HotPartition[], mostDrained: number) {
    this.meter = meter;
    this.#mostDrained = mostDrained;
    this.sums = new FlowSums(meter.limits.length, hot.length);
    const stream = (share: number, partition?: PartitionShare): Stream => {
      return { share, partition, queue: new WaitingWrites(), fresh: 0, old: 0 };
    };
    const others = 1 - hot.reduce((sum, { share }) => sum + share, 0);
    this.#streams = [
      stream(Math.max(0, others)),
      ...hot.map((key) => stream(key.share, new PartitionShare(key))),
    ];
  }

  get waiting(): number {
    let count = 0;
    for (const { queue } of this.#streams) count += queue.count;
    return count;
  }

  get worstDelayMs(): number {
    return Math.max(...this.#streams.map(({ queue }) => queue.worstDelayMs));
  }

  take(arrivals: Arrivals, until: TakeUntil): number {
    const { seconds, peak, sum } = arrivals;
    const { meter } = this;
    if (this.waiting === 0 && !this.#isCut(peak) && meter.hasAll(peak, seconds)) {
      if (sum > 0) this.lastDoneMs = meter.nowMs + 1_000 * arrivals.lastSecond();
      meter.takeAll(sum, seconds);
      for (const { partition } of this.#streams) partition?.take(sum, seconds);
      this.sums.add(sum, peak);
      return seconds;
    }
    const [only] = this.#streams;
    if (only !== undefined && this.#streams.length === 1) {
      return this.#takeEach(arrivals, only.queue, until.nothingWaits);
    }
    for (let second = 0; second < seconds; second += 1) {
      this.#takeSecond(arrivals.perSecond[second] as number);
      if (until.nothingWaits && this.waiting === 0) return second + 1;
    }
    return seconds;
  }

  /** No key is hot: the months of seconds that a plan is made of. */
  #takeEach(
    { perSecond, seconds }: Arrivals,
    queue: WaitingWrites,
    untilNothingWaits: boolean,
  ): number {
    const { meter, sums } = this;
    const mostDrained = this.#mostDrained;
    const fromMs = meter.nowMs;
    let [sent, peak, spilled, delayed, mostWaiting, last, second] = [0, 0, 0, 0, 0, 0, 0];
    while (second < seconds) {
      const asked = perSecond[second] as number;
      const nowMs = fromMs + 1_000 * second;
      const all = asked + Math.min(queue.count, mostDrained);
      const most = meter.most(all);
      const done = all <= most + NO_WRITES ? all : most;
      const fresh = Math.min(asked, done);
      const old = done - fresh;
      if (old > 0) queue.remove(nowMs, old);
      if (asked - fresh > NO_WRITES) {
        queue.add(nowMs, asked - fresh);
        spilled += asked - fresh;
      }
      meter.take(done);
      second += 1;
      sent += done;
      delayed += old;
      if (done > peak) peak = done;
      if (done > 0) last = second;
      if (queue.count > mostWaiting) mostWaiting = queue.count;
      if (untilNothingWaits && queue.count === 0) break;
    }
    sums.add(sent, peak);
    sums.mostWaiting = Math.max(sums.mostWaiting, mostWaiting);
    this.queued += spilled;
    this.delayed += delayed;
    if (last > 0) this.lastDoneMs = fromMs + 1_000 * last;
    return second;
  }

  #takeSecond(asked: number): void {
    const { meter, sums } = this;
    const nowMs = meter.nowMs;
    const most = meter.most(Number.POSITIVE_INFINITY);
    const fresh = this.#sendFresh(asked, most);
    const old = this.#sendOld(Math.min(most - fresh, this.#mostDrained));
    for (const stream of this.#streams) this.#settle(stream, asked * stream.share, nowMs);
    const waiting = this.waiting;
    if (waiting > sums.mostWaiting) sums.mostWaiting = waiting;
    const done = fresh + old;
    sums.add(done, done);
    if (done > 0) this.lastDoneMs = nowMs + 1_000;
    meter.take(done);
  }

  /** What is sent of the writes that come in this second. */
  #sendFresh(asked: number, most: number): number {
    let fits = 0;
    for (const stream of this.#streams) {
      stream.fresh = Math.min(asked * stream.share, mostOf(stream));
      fits += stream.fresh;
    }
    if (fits <= most + NO_WRITES) return fits;
    for (const stream of this.#streams) stream.fresh *= most / fits;
    return most;
  }

  /** What is sent of the writes that wait, with so much that is left over. */
  #sendOld(left: number): number {
    let fits = 0;
    for (const stream of this.#streams) {
      stream.old = Math.min(stream.queue.count, mostOf(stream) - stream.fresh);
      fits += stream.old;
    }
    if (fits <= left + NO_WRITES) return fits;
    const share = Math.max(0, left) / fits;
    for (const stream of this.#streams) stream.old *= share;
    return fits * share;
  }

  #settle({ partition, queue, fresh, old }: Stream, asked: number, nowMs: number): void {
    partition?.done(fresh + old, 1);
    if (old > 0) {
      queue.remove(nowMs, old);
      this.delayed += old;
    }
    const spilled = asked - fresh;
    if (spilled <= NO_WRITES) return;
    queue.add(nowMs, spilled);
    this.queued += spilled;
  }

  #isCut(asked: number): boolean {
    for (const { partition } of this.#streams) if (partition?.isAlwaysShort(asked)) return true;
    return false;
  }
}

/** Of a stream's writes, how many can be done in this second, as far as its partition goes. */
function mostOf({ partition }: Stream): number {
  return partition?.mostNow ?? Number.POSITIVE_INFINITY;
}
