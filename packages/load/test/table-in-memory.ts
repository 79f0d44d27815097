import type { Clock } from "@spillway/pacing";
import type { Transport, WireRequest } from "@spillway/table-writer";

/** How a table answers, answer by answer; after the last one it begins again. */
export interface Answer {
  readonly ms: number;
  /** Which requests of the batch are not processed, by the bits of a number. */
  readonly unprocessed: number;
}

/** A table that answers late, in any order, and takes any part of a batch. */
export class TableInMemory {
  readonly items = new Map<string, string>();
  readonly #clock: Clock;
  readonly #answers: readonly Answer[];
  #batches = 0;

  constructor(clock: Clock, answers: readonly Answer[]) {
    this.#clock = clock;
    this.#answers = answers;
  }

  /** @param onBatch called with the number of batches that this transport has had answered */
  transport(onBatch: (count: number) => void): Transport {
    let count = 0;
    return {
      batchWrite: async (_, requests) => {
        const answer = this.#answers[this.#batches % this.#answers.length];
        this.#batches += 1;
        const { ms, unprocessed } = answer ?? { ms: 0, unprocessed: 0 };
        await this.#clock.sleep(ms);
        const isTaken = (_request: WireRequest, at: number) => (unprocessed & (1 << at)) === 0;
        const taken = requests.filter(isTaken);
        for (const { key, json } of taken) this.items.set(key, json);
        count += 1;
        onBatch(count);
        return {
          unprocessed: requests.filter((request) => !taken.includes(request)),
          consumed: { table: taken.length, indexes: {} },
        };
      },
    };
  }
}
