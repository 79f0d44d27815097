/** A write to a table: all that the fake asks of it is its key. */
export interface KeyedWrite {
  /** Equal for two writes of one item. */
  readonly key: string;
}

/** What a fake table does with one request: the writes that it leaves unprocessed, or an error to throw. */
export type FakeTableAnswer<Write> = readonly Write[] | Error;

/**
 * A table in memory that takes batches of writes as a transport of table-writer does, and answers them
 * as a test says.
 *
 * @example
 * const table = new FakeTable<WireRequest>((requests) => requests.filter(isHot)); // unprocessed
 * await writeAll(source, { transport: table, … });
 * table.items.size;
 */
export class FakeTable<Write extends KeyedWrite> {
  /** Every batch that came, in their order. */
  readonly requests: (readonly Write[])[] = [];
  /** The last write that was taken of each key. */
  readonly items = new Map<string, Write>();
  readonly #answer: (requests: readonly Write[]) => FakeTableAnswer<Write>;

  /** @param answer what to do with a batch; default: all of it is taken */
  constructor(answer: (requests: readonly Write[]) => FakeTableAnswer<Write> = () => []) {
    this.#answer = answer;
  }

  async batchWrite(_table: object, requests: readonly Write[]) {
    this.requests.push(requests);
    const unprocessed = this.#answer(requests);
    if (unprocessed instanceof Error) throw unprocessed;
    for (const request of requests) {
      if (!unprocessed.includes(request)) this.items.set(request.key, request);
    }
    return { unprocessed, consumed: { table: requests.length - unprocessed.length, indexes: {} } };
  }
}
