import { capacityProxyError } from "../capacity-proxy-error.ts";

/** What the proxy does wrong on purpose. Every part is off unless given. */
export interface Faults {
  /** Every request waits this long before it goes on: a random time from `min` to `max`, in ms. */
  readonly latency?: { readonly minMs: number; readonly maxMs: number };
  /** Share of requests, 0 to 1, answered by 500 InternalServerError and not forwarded. */
  readonly serverErrorRate?: number;
  /**
   * Share of requests, 0 to 1, whose connection is cut: half of them before they are forwarded,
   * half after the engine has done them, because a client can't tell which.
   */
  readonly dropRate?: number;
  /**
   * Share of `BatchWriteItem` requests with two or more writes, 0 to 1, of which some come back in
   * `UnprocessedItems` although there is capacity. At least one write goes through.
   */
  readonly partialBatchRate?: number;
  /** The seed of the random choices, a whole number; default 1. Same seed and same order of requests: same faults. */
  readonly seed?: number;
}

/**
 * Checks faults.
 *
 * @throws FAULTS_INVALID when a rate isn't within 0 and 1, a latency isn't 0 ≤ min ≤
 *   max ≤ 600,000 ms, or the seed isn't a whole number
 */
export function checkFaults(faults: Faults): Faults {
  for (const name of ["serverErrorRate", "dropRate", "partialBatchRate"] as const) {
    const rate = faults[name];
    if (rate !== undefined && !(rate >= 0 && rate <= 1)) {
      throw invalid(`expected ${name} between 0 and 1; came ${rate}`);
    }
  }
  const { latency, seed } = faults;
  if (latency !== undefined) {
    const { minMs, maxMs } = latency;
    if (!(minMs >= 0 && minMs <= maxMs && maxMs <= 600_000)) {
      throw invalid(`expected latency with 0 ≤ min ≤ max ≤ 600000 ms; came ${minMs} to ${maxMs}`);
    }
  }
  if (seed !== undefined && !Number.isSafeInteger(seed)) {
    throw invalid(`expected seed to be a whole number; came ${seed}`);
  }
  return faults;
}

function invalid(message: string) {
  return capacityProxyError("FAULTS_INVALID", message, {
    hint: "A rate is a share of requests: 0.05 is one in twenty. Latency is in milliseconds.",
  });
}
