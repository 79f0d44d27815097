import type { Clock } from "@spillway/pacing";

/** Lets one loop sleep until anything of many things has happened, and keeps nothing of what has. */
export class Wakeup {
  readonly #clock: Clock;
  #resolve: (() => void) | undefined;
  #pending = false;
  #alarm: { readonly atMs: number; readonly cancel: AbortController } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Wakes the loop, or spares it its next sleep. */
  wake(): void {
    if (this.#resolve === undefined) {
      this.#pending = true;
      return;
    }
    this.#resolve();
    this.#resolve = undefined;
  }

  /** Sleeps until `wake`, or until `alarmAtMs` if that is given. */
  async sleep(alarmAtMs: number | undefined): Promise<void> {
    if (!this.#pending) {
      if (alarmAtMs !== undefined) this.#setAlarm(alarmAtMs);
      await new Promise<void>((resolve) => {
        this.#resolve = resolve;
      });
    }
    this.#pending = false;
  }

  /** Ends the alarm, so that no timer is left behind. */
  close(): void {
    this.#alarm?.cancel.abort();
  }

  #setAlarm(atMs: number): void {
    if (this.#alarm !== undefined && this.#alarm.atMs <= atMs) return;
    this.#alarm?.cancel.abort();
    const alarm = { atMs, cancel: new AbortController() };
    this.#alarm = alarm;
    this.#clock.sleep(atMs - this.#clock.now(), alarm.cancel.signal).then(
      () => {
        this.#alarm = undefined;
        this.wake();
      },
      // Aborted: another alarm has taken its place, or the loop has ended.
      () => undefined,
    );
  }
}
