import type { SourceEntry, WriteSource } from "./write-options.ts";

/** Pulls a source one record at a time, and never before it is asked to. */
export class SourceReader {
  readonly #iterator: AsyncIterator<SourceEntry> | Iterator<SourceEntry>;
  readonly #onArrival: () => void;
  #pulling = false;
  #arrived: SourceEntry | undefined;
  #ended = false;
  #error: { readonly cause: unknown } | undefined;

  /** @param onArrival called when a record that `take` could not give has arrived, or the source has ended */
  constructor(source: WriteSource, onArrival: () => void) {
    this.#iterator =
      Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
    this.#onArrival = onArrival;
  }

  /** The next record if it is there; otherwise it is asked for, unless the source has ended. */
  take(): SourceEntry | undefined {
    if (this.#arrived === undefined && !this.#ended && !this.#pulling) this.#pull();
    const arrived = this.#arrived;
    this.#arrived = undefined;
    return arrived;
  }

  /** Whether no record follows. */
  get ended(): boolean {
    return this.#ended && this.#arrived === undefined;
  }

  /** What the source threw, if it did. */
  get error(): { readonly cause: unknown } | undefined {
    return this.#error;
  }

  /** Lets the source free what it holds. One that is in the middle of a pull is not waited for. */
  async close(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    const closed = Promise.resolve(this.#iterator.return?.()).catch(() => undefined);
    if (!this.#pulling) await closed;
  }

  #pull(): void {
    try {
      const next = this.#iterator.next();
      if (!("then" in next)) {
        this.#receive(next);
        return;
      }
      this.#pulling = true;
      next.then(
        (result) => {
          this.#pulling = false;
          this.#receive(result);
          this.#onArrival();
        },
        (cause: unknown) => {
          this.#pulling = false;
          this.#fail(cause);
          this.#onArrival();
        },
      );
    } catch (cause) {
      this.#fail(cause);
    }
  }

  #receive(result: IteratorResult<SourceEntry>): void {
    if (result.done) this.#ended = true;
    else this.#arrived = result.value;
  }

  #fail(cause: unknown): void {
    this.#ended = true;
    this.#error = { cause };
  }
}
