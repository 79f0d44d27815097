/** How long one measurement takes, in milliseconds. */
const WINDOW_MS = 250;
/** How much the newest measurement counts against those before it. */
const WEIGHT = 0.4;

/**
 * What goes through in a second, smoothed over about the last one. It has no clock: the time is an
 * argument.
 *
 * @example
 * const meter = new RateMeter(0);
 * meter.add(100, 50);
 * meter.perSecond(250); // → 200: the first window's 50 units, four times
 */
export class RateMeter {
  #windowStartMs: number;
  #units = 0;
  #perSecond: number | undefined;

  constructor(nowMs: number) {
    this.#windowStartMs = nowMs;
  }

  add(nowMs: number, units: number): void {
    this.#settle(nowMs);
    this.#units += units;
  }

  /** Units a second; 0 before the first window has ended. */
  perSecond(nowMs: number): number {
    this.#settle(nowMs);
    return this.#perSecond ?? 0;
  }

  #settle(nowMs: number): void {
    const elapsedMs = nowMs - this.#windowStartMs;
    if (elapsedMs < WINDOW_MS) return;
    const measured = (this.#units / elapsedMs) * 1_000;
    // A window that lasted longer, for want of anything to count, weighs as the windows that it was.
    const weight = 1 - (1 - WEIGHT) ** (elapsedMs / WINDOW_MS);
    const before = this.#perSecond ?? measured;
    this.#perSecond = before + (measured - before) * weight;
    this.#windowStartMs = nowMs;
    this.#units = 0;
  }
}
