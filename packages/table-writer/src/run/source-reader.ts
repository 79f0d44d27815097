import type { SourceEntry, WriteSource } from "../write-options.ts";

type Pulled = SourceEntry | readonly SourceEntry[];

/** Pulls a source one record or block at a time, and never before it is asked to. */
export class SourceReader {
  readonly #iterator: AsyncIterator<Pulled> | Iterator<Pulled>;
  readonly #onArrival: () => void;
  #pulling = false;
  /** What arrived, and how much of it was taken. */
  #block: readonly SourceEntry[] = [];
  #taken = 0;
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
    while (this.#isTaken && !this.#ended && !this.#pulling) this.#pull();
    return this.#isTaken ? undefined : this.#block[this.#taken++];
  }

  /** Whether no record follows. */
  get ended(): boolean {
    return this.#ended && this.#isTaken;
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

  get #isTaken(): boolean {
    return this.#taken >= this.#block.length;
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

  #receive(result: IteratorResult<Pulled>): void {
    if (result.done) {
      this.#ended = true;
      return;
    }
    this.#block = isBlock(result.value) ? result.value : [result.value];
    this.#taken = 0;
  }

  #fail(cause: unknown): void {
    this.#ended = true;
    this.#error = { cause };
  }
}

function isBlock(pulled: Pulled): pulled is readonly SourceEntry[] {
  return Array.isArray(pulled);
}
