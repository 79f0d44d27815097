export interface BatchWindowOptions<Message> {
  /** Messages in one batch, 1 to 10,000. */
  readonly batchSize: number;
  /** How long a batch may wait to fill, in ms; 0 to 300,000. */
  readonly windowMs: number;
  /** Bytes in one batch, at most: an invocation's payload limit. */
  readonly maxBytes: number;
  readonly sizeOf: (message: Message) => number;
}

/**
 * Gathers messages into batches: one is due when it is full, by count or by bytes, or when its
 * window has passed since its first message.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export class BatchWindow<Message> {
  readonly #options: BatchWindowOptions<Message>;
  #messages: { readonly message: Message; readonly bytes: number; readonly since: number }[] = [];

  constructor(options: BatchWindowOptions<Message>) {
    this.#options = options;
  }

  add(nowMs: number, messages: readonly Message[]): void {
    for (const message of messages) {
      this.#messages.push({ message, bytes: this.#options.sizeOf(message), since: nowMs });
    }
  }

  /** How many messages wait. */
  get size(): number {
    return this.#messages.length;
  }

  /** How many more messages the batch has room for. */
  get room(): number {
    return Math.max(0, this.#options.batchSize - this.#messages.length);
  }

  /** Milliseconds until a batch is due by its window; undefined when nothing waits. */
  remainingMs(nowMs: number): number | undefined {
    const [first] = this.#messages;
    return first && Math.max(0, first.since + this.#options.windowMs - nowMs);
  }

  /** Takes out the batch that is due, if one is. What does not fit into it begins the next. */
  take(nowMs: number): Message[] | undefined {
    const count = this.#fitting();
    const isFull = count === this.#options.batchSize || count < this.#messages.length;
    if (!isFull && this.remainingMs(nowMs) !== 0) return undefined;
    return this.#messages.splice(0, count).map(({ message }) => message);
  }

  /** How many messages from the front make one batch; at least one, however large it is. */
  #fitting(): number {
    const { batchSize, maxBytes } = this.#options;
    let bytes = 0;
    let count = 0;
    for (const waiting of this.#messages) {
      bytes += waiting.bytes;
      if (count === batchSize || (count > 0 && bytes > maxBytes)) break;
      count += 1;
    }
    return count;
  }
}
