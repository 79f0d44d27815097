export { AdaptiveRate, type AdaptiveRateOptions } from "./adaptive-rate.ts";
export { type Clock, type Random, systemClock } from "./clock.ts";
export { Deadline } from "./deadline.ts";
export { type PacingErrorCode, pacingError } from "./errors.ts";
export { type FullJitterOptions, fullJitterDelay } from "./full-jitter.ts";
export { RateLimiter, type RateLimiterOptions } from "./rate-limiter.ts";
export { RateMeter } from "./rate-meter.ts";
export { TokenBucket, type TokenBucketOptions } from "./token-bucket.ts";
export { type Gate, Turnstile } from "./turnstile.ts";
