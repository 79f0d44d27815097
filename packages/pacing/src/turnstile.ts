import type { Clock } from "./clock.ts";

/** What one request waits for and takes. */
export interface Gate {
  /** Milliseconds to wait from `nowMs`; 0 or less when it may go. */
  delayUntil(nowMs: number): number;
  /** Called once, when it goes. */
  take(nowMs: number): void;
}

/**
 * Lets requests through one after the other, in the order in which they came: a large one is not
 * passed by small ones behind it. A request that is aborted leaves the line at once and takes nothing.
 *
 * @example
 * const turnstile = new Turnstile(systemClock);
 * await turnstile.pass({
 *   delayUntil: (nowMs) => bucket.delayUntil(nowMs, 5),
 *   take: (nowMs) => bucket.takeOnCredit(nowMs, 5),
 * });
 */
export class Turnstile {
  readonly #clock: Clock;
  #last: Promise<void> = Promise.resolve();
  /** Requests that have not had their turn. */
  #inLine = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Waits for its turn and for its gate.
   *
   * @throws the signal's reason as soon as it aborts; nothing was taken then
   * @throws what the gate throws; those behind it go on
   */
  async pass(gate: Gate, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const nowMs = this.#clock.now();
    if (this.#inLine === 0 && gate.delayUntil(nowMs) <= 0) {
      gate.take(nowMs);
      return;
    }
    this.#inLine += 1;
    const request: WaitingRequest = { gate, signal, granted: false };
    const turn = this.#last.then(() => this.#grant(request));
    this.#last = turn
      .catch(() => undefined)
      .then(() => {
        this.#inLine -= 1;
      });
    return signal === undefined ? turn : untilAborted(turn, request, signal);
  }

  async #grant(request: WaitingRequest): Promise<void> {
    const { gate, signal } = request;
    for (;;) {
      signal?.throwIfAborted();
      const delayMs = gate.delayUntil(this.#clock.now());
      if (delayMs <= 0) break;
      await this.#clock.sleep(Math.ceil(delayMs), signal);
    }
    gate.take(this.#clock.now());
    request.granted = true;
  }
}

interface WaitingRequest {
  readonly gate: Gate;
  readonly signal: AbortSignal | undefined;
  /** Whether it took what it came for: from then on it is too late to abort. */
  granted: boolean;
}

/** Settles as `turn` does, but at once when the signal aborts: `turn` may stand far behind others. */
function untilAborted(
  turn: Promise<void>,
  request: WaitingRequest,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      if (!request.granted) reject(signal.reason);
    };
    signal.addEventListener("abort", abort, { once: true });
    turn.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
