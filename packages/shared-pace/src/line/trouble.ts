import { isPassingAwsError, meaningOfAwsError } from "@spillway/aws";
import { fullJitterDelay, type Random } from "@spillway/pacing";
import type { PaceTrouble } from "../shared-pacer-options.ts";

export type TroubleReason = Extract<PaceTrouble, { kind: "alone" }>["reason"];

/** For how long writing waits for a purchase. After that it goes on without, and purchases are tried beside it. */
const PATIENCE_MS = 2_000;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 10_000;
const NO_ANSWER: TroubleReason = {
  code: "PACE_ITEM_SILENT",
  message: `no purchase went through for ${PATIENCE_MS / 1_000} seconds`,
};

/** Whether purchases go through, since when they don't, and when the next may be tried. */
export class Trouble {
  readonly #random: Random;
  #sinceMs: number | undefined;
  #retryAtMs = 0;
  #failures = 0;
  #reason: TroubleReason | undefined;
  #isLasting = false;

  constructor(random: Random) {
    this.#random = random;
  }

  /** When a purchase may be tried. */
  get retryAtMs(): number {
    return this.#retryAtMs;
  }

  /** When writing goes on without leases, if none is bought by then; undefined while nothing is amiss. */
  get aloneAtMs(): number | undefined {
    // At once, whether anybody waits now or not: somebody will.
    if (this.#isLasting) return 0;
    return this.#sinceMs === undefined ? undefined : this.#sinceMs + PATIENCE_MS;
  }

  get reason(): TroubleReason {
    return this.#reason ?? NO_ANSWER;
  }

  /** A purchase is asked for. */
  asked(nowMs: number): void {
    this.#sinceMs ??= nowMs;
  }

  /** Nothing is short, so nobody waits. */
  nothingWanted(): void {
    this.#sinceMs = undefined;
  }

  /** It went through. */
  over(): void {
    this.#sinceMs = undefined;
    this.#reason = undefined;
    this.#failures = 0;
    this.#isLasting = false;
  }

  /** It was refused, and may be tried again after so many milliseconds. */
  refused(nowMs: number, waitMs: number): void {
    this.#retryAtMs = nowMs + waitMs;
  }

  /** It failed. */
  failed(nowMs: number, error: unknown): void {
    this.#reason = reasonFor(error);
    this.#isLasting = !isPassingAwsError(error);
    const delayMs = fullJitterDelay({
      attempt: this.#failures,
      baseMs: FIRST_RETRY_MS,
      capMs: LAST_RETRY_MS,
      random: this.#random,
    });
    // What does not pass by itself is tried seldom: someone may mend it.
    this.#retryAtMs = nowMs + (this.#isLasting ? LAST_RETRY_MS / 2 + delayMs : delayMs);
    this.#failures += 1;
  }
}

function reasonFor(error: unknown): TroubleReason {
  if (!(error instanceof Error)) return { code: "AWS_REQUEST_FAILED", message: String(error) };
  const meaning = meaningOfAwsError(error);
  if (meaning !== undefined) {
    return { code: meaning.code, message: meaning.says, hint: meaning.hint };
  }
  return { code: "AWS_REQUEST_FAILED", message: `${error.name}: ${error.message}` };
}
