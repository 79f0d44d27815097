/** What listens to one signal. A set would hold on to listeners that have gone: see `WaitingWrites`. */
interface Listening {
  readonly listeners: (() => void)[];
  readonly stop: () => void;
}

/**
 * Many listeners to a few signals, with one listener on each signal: those of an `AbortSignal` are dear,
 * and requests come and go by the thousand.
 */
export class AbortListeners {
  readonly #bySignal = new Map<AbortSignal, Listening>();

  /**
   * Calls `listener` once when the signal aborts, which it has not yet done.
   *
   * @returns takes the listener away; with the last one nothing is left on the signal
   */
  add(signal: AbortSignal, listener: () => void): () => void {
    const listening = this.#bySignal.get(signal) ?? this.#listenTo(signal);
    const { listeners, stop } = listening;
    listeners.push(listener);
    return () => {
      listeners.splice(listeners.indexOf(listener), 1);
      if (listeners.length === 0) stop();
    };
  }

  #listenTo(signal: AbortSignal): Listening {
    const listeners: (() => void)[] = [];
    const onAbort = () => {
      this.#bySignal.delete(signal);
      for (const listener of [...listeners]) listener();
    };
    const stop = () => {
      this.#bySignal.delete(signal);
      signal.removeEventListener("abort", onAbort);
    };
    const listening = { listeners, stop };
    this.#bySignal.set(signal, listening);
    signal.addEventListener("abort", onAbort, { once: true });
    return listening;
  }
}
