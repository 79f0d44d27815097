import { TokenBucket } from "@spillway/pacing";
import type { RouteLimits } from "../definition/http-api.ts";

/** What an account has in a region where a stage sets no limit of its own. */
const ACCOUNT_RATE = 10_000;
const ACCOUNT_BURST = 5_000;

/**
 * Lets requests to routes through as their stage says: `burst` at once, `rate` a second. A limit of 0
 * lets none through; one that was changed begins anew.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
export class RouteThrottles {
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #now: () => number;

  /** @param now milliseconds that never go back */
  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Whether one more request may pass.
   *
   * @param route a name for the route of a stage
   */
  allows(route: string, { rate = ACCOUNT_RATE, burst = ACCOUNT_BURST }: RouteLimits): boolean {
    if (rate <= 0 || burst <= 0) return false;
    const nowMs = this.#now();
    const known = this.#buckets.get(route);
    if (known?.ratePerSecond === rate && known.capacity === burst) return known.take(nowMs, 1);
    const bucket = new TokenBucket({ ratePerSecond: rate, capacity: burst, nowMs });
    this.#buckets.set(route, bucket);
    return bucket.take(nowMs, 1);
  }
}
