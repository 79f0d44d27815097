import type { PendingWrite } from "../admission/pending-write.ts";

interface Group {
  readonly dueAtMs: number;
  readonly writes: PendingWrite[];
}

/** Writes that wait to be sent again, each until its moment. Writes that failed together stay together. */
export class RetryQueue {
  /** Sorted by `dueAtMs`. */
  readonly #groups: Group[] = [];

  add(writes: readonly PendingWrite[], dueAtMs: number): void {
    const later = this.#groups.findIndex((group) => group.dueAtMs > dueAtMs);
    this.#groups.splice(later === -1 ? this.#groups.length : later, 0, {
      dueAtMs,
      writes: [...writes],
    });
  }

  /** Hands out writes that are due at `nowMs`, longest due first, while `accept` takes them. */
  takeDue(nowMs: number, accept: (write: PendingWrite) => boolean): void {
    for (let group = this.#groups[0]; group !== undefined; group = this.#groups[0]) {
      if (group.dueAtMs > nowMs) return;
      let taken = 0;
      for (const write of group.writes) {
        if (!accept(write)) break;
        taken += 1;
      }
      group.writes.splice(0, taken);
      if (group.writes.length > 0) return;
      this.#groups.shift();
    }
  }

  /** When the next write is due, in the clock's milliseconds; undefined if none waits. */
  get nextDueAtMs(): number | undefined {
    return this.#groups[0]?.dueAtMs;
  }
}
