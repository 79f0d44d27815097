/** How a load is ended before its source is: softly, by sending nothing more, or at once. */
export class Interrupt {
  readonly #drain = new AbortController();
  readonly #abort = new AbortController();
  readonly #onSoftly: (() => void)[] = [];
  #requested = false;

  /** Whether no more should be read; what was read is still written. */
  get requested(): boolean {
    return this.#requested;
  }

  /** Aborts when nothing more should be sent; what is in flight is still waited for. */
  get drainSignal(): AbortSignal {
    return this.#drain.signal;
  }

  /** Aborts when nothing more should be waited for. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Calls back when it is requested; at once if it was. */
  whenRequested(call: () => void): void {
    if (this.#requested) call();
    else this.#onSoftly.push(call);
  }

  /** The first call asks to stop reading, the second ends the requests that are in flight. */
  request(): void {
    if (this.#requested) {
      this.#abort.abort();
      return;
    }
    this.#requested = true;
    for (const call of this.#onSoftly.splice(0)) call();
  }

  /** Stops reading and sending. Requests in flight are waited for, so that the report has what they wrote. */
  drain(): void {
    if (!this.#requested) this.request();
    this.#drain.abort();
  }

  /** Ends everything at once. */
  abort(): void {
    this.drain();
    this.#abort.abort();
  }
}

/** Records that are handed on at once: so many are written after a stop was requested, at the most. */
const HANDED_ON = 256;

/**
 * A source that ends when the interrupt is requested, in the middle of a block and of a pull that
 * gives nothing as well.
 */
export async function* untilInterrupted<T>(
  source: AsyncIterable<readonly T[]>,
  interrupt: Interrupt,
): AsyncGenerator<readonly T[], void, undefined> {
  const iterator = source[Symbol.asyncIterator]();
  const ended: IteratorReturnResult<undefined> = { done: true, value: undefined };
  let end: (result: IteratorReturnResult<undefined>) => void = () => {};
  interrupt.whenRequested(() => end(ended));
  let pulling = false;
  try {
    while (!interrupt.requested) {
      pulling = true;
      const next = await new Promise<IteratorResult<readonly T[]>>((resolve, reject) => {
        end = resolve;
        iterator.next().then(resolve, reject);
      });
      if (next.done) return;
      pulling = false;
      const block = next.value;
      for (let at = 0; at < block.length && !interrupt.requested; at += HANDED_ON) {
        yield block.slice(at, at + HANDED_ON);
      }
    }
  } finally {
    const closed = Promise.resolve(iterator.return?.()).catch(() => undefined);
    // One that hangs in a pull closes when that ends: nobody waits for it.
    if (!pulling) await closed;
  }
}
