import { isPassingAwsError, isThrottle, meaningOfAwsError, throttlesOf } from "@spillway/aws";
import { type Clock, fullJitterDelay, type Random } from "@spillway/pacing";
import type { PageAllowance, ReadPacer } from "./pace/read-pacer.ts";
import type { ScanAnswer, ScanRequest, ScanTransport } from "./transport/scan-transport.ts";

export interface PageReading {
  readonly transport: ScanTransport;
  readonly pacer?: ReadPacer | undefined;
  readonly clock: Clock;
  readonly random: Random;
  /** How often a page is asked for in a row without an answer. Throttles don't count. Default 10. */
  readonly maxAttempts?: number | undefined;
}

/** A page, and what it took to get it. */
export interface PageRead extends ScanAnswer {
  /** How often it was throttled before. */
  readonly throttles: number;
}

const MAX_ATTEMPTS = 10;
/** The longest wait after a throttle, in milliseconds: capacity comes back every second. */
const THROTTLE_CAP_MS = 5_000;

/**
 * Reads one page, at the pacer's pace. What was throttled is asked for again after a wait with full
 * jitter, for as long as it takes; a fault that passes, a few times; anything else is thrown.
 *
 * @throws the signal's reason, and what the transport throws
 */
export async function readPage(
  request: ScanRequest,
  { transport, pacer, clock, random, maxAttempts = MAX_ATTEMPTS }: PageReading,
  signal: AbortSignal,
): Promise<PageRead> {
  let throttles = 0;
  let failures = 0;
  for (;;) {
    const allowance = await pacer?.acquire(signal);
    try {
      const answer = await transport.scan(limited(request, allowance), signal);
      if (allowance) pacer?.observe(allowance, answer);
      return { ...answer, throttles };
    } catch (error) {
      signal.throwIfAborted();
      const reasons = isThrottle(error)
        ? throttlesOf(error).map(({ reason }) => reason)
        : undefined;
      if (allowance) {
        pacer?.observe(allowance, { scanned: 0, units: 0, ...(reasons && { throttles: reasons }) });
      }
      if (reasons !== undefined) {
        const delayMs = fullJitterDelay({ attempt: throttles, capMs: THROTTLE_CAP_MS, random });
        throttles += 1;
        await clock.sleep(delayMs, signal);
        continue;
      }
      failures += 1;
      if (failures >= maxAttempts || !passes(error)) throw error;
      await clock.sleep(fullJitterDelay({ attempt: failures - 1, random }), signal);
    }
  }
}

/** The SDK has learned the service's time from an answer that was out of time. */
function passes(error: unknown): boolean {
  if (isPassingAwsError(error)) return true;
  return error instanceof Error && meaningOfAwsError(error)?.code === "CLOCK_SKEWED";
}

function limited(request: ScanRequest, allowance: PageAllowance | undefined): ScanRequest {
  const most = [request.Limit, allowance?.maxItems].filter((limit) => limit !== undefined);
  return most.length === 0 ? request : { ...request, Limit: Math.min(...most) };
}
