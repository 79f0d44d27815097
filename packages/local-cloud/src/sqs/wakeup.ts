import type { Clock } from "@spillway/pacing";

/** A sleep that others can end; a call that comes before the sleep ends it too. */
export class Wakeup {
  readonly #clock: Clock;
  #called = false;
  #sleeping: AbortController | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Ends the sleep that is under way, or the next one. */
  call(): void {
    this.#called = true;
    this.#sleeping?.abort();
  }

  /** Lets earlier calls be forgotten: what they were about is looked at now. */
  reset(): void {
    this.#called = false;
  }

  /** Sleeps until it is called, `ms` at most; whether it was called. */
  async sleep(ms: number): Promise<boolean> {
    if (!this.#called) {
      this.#sleeping = new AbortController();
      await this.#clock.sleep(ms, this.#sleeping.signal).catch(() => undefined);
      this.#sleeping = undefined;
    }
    const called = this.#called;
    this.#called = false;
    return called;
  }
}
