import { AbortListeners } from "./abort-listeners.ts";
import type { WireAnswer } from "./wire-answer-head.ts";
import { type OpenSocket, WireConnection } from "./wire-connection.ts";

interface Idle {
  readonly connection: WireConnection;
  /** Until when it may be taken, by the pool's clock. */
  readonly untilMs: number;
}

/**
 * Kept-alive connections to one address: as many as there are requests at once. The one that was used
 * last goes first, so that those too many grow old and close.
 */
export class WirePool {
  readonly #open: OpenSocket;
  readonly #nowMs: () => number;
  readonly #idle: Idle[] = [];
  readonly #connections = new Set<WireConnection>();
  readonly #aborts = new AbortListeners();

  /** @param nowMs a clock that never goes back */
  constructor(open: OpenSocket, nowMs: () => number) {
    this.#open = open;
    this.#nowMs = nowMs;
  }

  /**
   * Sends a request and reads the answer, whatever its status.
   *
   * @param request head and body; not to be changed before the promise has resolved
   * @throws the connection's error with its `code`; `TimeoutError` when too long no byte came;
   * `AbortError` when the signal aborts
   */
  async post(request: Buffer, signal?: AbortSignal): Promise<WireAnswer> {
    if (signal?.aborted) throw abortError(signal);
    const connection = this.#take();
    const forget = signal && this.#aborts.add(signal, () => connection.close(abortError(signal)));
    try {
      return await connection.exchange(request);
    } finally {
      forget?.();
      if (connection.isFree) this.#keep(connection);
    }
  }

  /** Closes every connection. Requests in flight fail. */
  destroy(): void {
    const error = Object.assign(new Error("the transport was destroyed"), { name: "AbortError" });
    for (const connection of this.#connections) connection.close(error);
  }

  #keep(connection: WireConnection): void {
    const { keptForMs } = connection;
    const isKept = keptForMs !== Number.POSITIVE_INFINITY;
    this.#idle.push({ connection, untilMs: isKept ? this.#nowMs() + keptForMs : keptForMs });
  }

  #take(): WireConnection {
    for (let last = this.#idle.pop(); last !== undefined; last = this.#idle.pop()) {
      const { connection, untilMs } = last;
      const isOld = untilMs !== Number.POSITIVE_INFINITY && this.#nowMs() >= untilMs;
      if (isOld) connection.close(new Error("unused for too long"));
      else if (connection.isFree) return connection;
    }
    const made: WireConnection = new WireConnection(this.#open, () => {
      this.#connections.delete(made);
      const index = this.#idle.findIndex(({ connection }) => connection === made);
      if (index !== -1) this.#idle.splice(index, 1);
    });
    this.#connections.add(made);
    return made;
  }
}

function abortError(signal: AbortSignal): Error {
  const error = new Error("the request was aborted", { cause: signal.reason });
  return Object.assign(error, { name: "AbortError" });
}
