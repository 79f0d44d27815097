import type { Exchange } from "../../gateway/exchange.ts";

/** What may have happened to a table. */
export type TableEvent =
  /** Items were written: its stream may have more. */
  | "written"
  /** Its stream, its time to live or itself changed. */
  | "changed";

const WRITES =
  /^((Put|Update|Delete)Item|BatchWriteItem|TransactWriteItems|(Batch)?ExecuteStatement|ExecuteTransaction)$/;
const CHANGES = /^((Update|Delete)Table|UpdateTimeToLive)$/;

/**
 * Knows when the stream of a table may have something to read, from the requests that pass: so that who waits for
 * changes need not ask again and again.
 */
export class TableWrites {
  readonly #listeners = new Map<string, Set<(event: TableEvent) => void>>();

  /** @returns ends it */
  listen(table: string, listener: (event: TableEvent) => void): () => void {
    const listeners = this.#listeners.get(table) ?? new Set();
    this.#listeners.set(table, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(table);
    };
  }

  /** To be called before a request is sent on, so that its body is at hand when it is answered. */
  async prepare(exchange: Exchange): Promise<void> {
    if (this.#concerns(exchange)) await exchange.body();
  }

  /** Notes a request that was answered. */
  follow(exchange: Exchange): void {
    const event = this.#concerns(exchange);
    const { readBody, answered } = exchange;
    if (event === undefined || readBody === undefined || answered?.status !== 200) return;
    void readBody.then((body) => this.#tell(event, body));
  }

  /** A table that is named for another reason is looked at for nothing, which does no harm. */
  #tell(event: TableEvent, body: Buffer): void {
    for (const [table, listeners] of this.#listeners) {
      if (!body.includes(table)) continue;
      for (const listener of listeners) listener(event);
    }
  }

  #concerns({ service, operation = "" }: Exchange): TableEvent | undefined {
    if (this.#listeners.size === 0 || service !== "dynamodb") return undefined;
    if (WRITES.test(operation)) return "written";
    return CHANGES.test(operation) ? "changed" : undefined;
  }
}
