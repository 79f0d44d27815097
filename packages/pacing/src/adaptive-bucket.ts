import { AdaptiveRate } from "./adaptive-rate.ts";
import { RateMeter } from "./rate-meter.ts";
import { TokenBucket } from "./token-bucket.ts";

/** What a request did to a resource that was asked through a bucket. */
export interface ResourceAnswer {
  /** What `take` gave for it. */
  readonly taken: Taken;
  /** Units as estimated of what was processed. */
  readonly processed: number;
  /** Units that the service says it took; undefined if it did not say. */
  readonly consumed: number | undefined;
  /** Whether this resource is what refused the rest. */
  readonly throttled: boolean;
}

/** What was taken for a request, and when. */
export interface Taken {
  /** As estimated, before the correction. */
  readonly estimated: number;
  readonly tokens: number;
  readonly atMs: number;
}

/** How much one request's ratio of consumed to estimated units counts. */
const RATIO_WEIGHT = 0.2;
const MAX_RATIO = 3;
/**
 * What one request may take of a resource, in seconds of its rate. DynamoDB saves a second's worth at
 * least. The other half is for requests that come together, since the network does not keep them apart.
 */
const REQUEST_SECONDS = 0.5;

/**
 * The token bucket of a resource whose requests take units that are known only after, such as those of a
 * table or an index. It fills at an adaptive rate, and learns how far the estimates are off. It begins
 * empty, so that at a rate that is provisioned it never has more than the service has, which began before.
 *
 * It has no clock: the time is an argument.
 *
 * @example
 * const bucket = new AdaptiveBucket(500, 0, nowMs); // 500 units a second at most
 * if (bucket.delayUntil(nowMs, 25) === 0) {
 *   const taken = bucket.take(nowMs, 25);
 *   const { consumed } = await request();
 *   bucket.settle(clock.now(), { taken, processed: 25, consumed, throttled: false });
 * }
 */
export class AdaptiveBucket {
  readonly #rate: AdaptiveRate;
  readonly #meter: RateMeter;
  readonly #bucket: TokenBucket;
  #ratio = 1;

  /**
   * @param ceiling units a second; undefined for none
   * @param start units a second at which it begins where there is no ceiling
   */
  constructor(ceiling: number | undefined, start: number, nowMs: number) {
    this.#rate = new AdaptiveRate({ ...(ceiling === undefined ? { start } : { ceiling }), nowMs });
    this.#meter = new RateMeter(nowMs);
    const ratePerSecond = this.#rate.at(nowMs, 0);
    this.#bucket = new TokenBucket({ ratePerSecond, capacity: ratePerSecond, tokens: 0, nowMs });
  }

  /** Milliseconds until a request of so many estimated units may go. */
  delayUntil(nowMs: number, estimated: number): number {
    const tokens = estimated * this.#ratio;
    const rate = this.#rate.at(nowMs, this.#meter.perSecond(nowMs));
    // It saves a second's worth, and always as much as the request that waits.
    this.#bucket.setRate(nowMs, rate, Math.max(rate, tokens));
    return this.#bucket.delayUntil(nowMs, tokens);
  }

  /** Takes them, whether it holds them or not. */
  take(nowMs: number, estimated: number): Taken {
    const tokens = estimated * this.#ratio;
    this.#bucket.takeOnCredit(nowMs, tokens);
    return { estimated, tokens, atMs: nowMs };
  }

  /** How much of its rate went through lately; 1 is all. */
  use(nowMs: number): number {
    const used = this.#meter.perSecond(nowMs);
    return used / this.#rate.at(nowMs, used);
  }

  /** Estimated units that one request should not go beyond. */
  maxRequest(nowMs: number): number {
    return (this.rate(nowMs) * REQUEST_SECONDS) / this.#ratio;
  }

  /** The capacity was changed. @param ceiling units a second; undefined for none */
  setCeiling(ceiling: number | undefined): void {
    this.#rate.setCeiling(ceiling);
  }

  /** Units a second that may go now. */
  rate(nowMs: number): number {
    return this.#rate.at(nowMs, this.#meter.perSecond(nowMs));
  }

  /** Corrects what was taken by what was consumed, and slows down if it throttled. */
  settle(nowMs: number, { taken, processed, consumed, throttled }: ResourceAnswer): void {
    const share = taken.estimated === 0 ? 0 : taken.tokens / taken.estimated;
    const used = consumed ?? processed * share;
    this.#meter.add(nowMs, used);
    // What it refused itself is not given back: the service had less than this bucket held.
    const kept = throttled ? (taken.estimated - processed) * share : 0;
    const owed = used + kept - taken.tokens;
    if (owed > 0) this.#bucket.takeOnCredit(nowMs, owed);
    else this.#bucket.giveBack(nowMs, -owed);
    if (consumed !== undefined && processed > 0) {
      const ratio = Math.min(MAX_RATIO, consumed / processed);
      this.#ratio += (ratio - this.#ratio) * RATIO_WEIGHT;
    }
    // Requests that were let through before it slowed down tell nothing about the rate it has now.
    if (throttled && taken.atMs >= (this.#rate.throttledAtMs ?? Number.NEGATIVE_INFINITY)) {
      this.#rate.throttled(nowMs, this.#meter.perSecond(nowMs));
    }
  }
}
