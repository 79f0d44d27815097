import type { Reason } from "@spillway/errors";
import type { PendingWrite } from "../admission/pending-write.ts";
import type { Outcomes } from "../outcome/outcomes.ts";
import type { Spill } from "../write-options.ts";
import { WaitingWrites } from "./waiting-writes.ts";

/** How many writes one call of the spill gets at most, and how many bytes of them. */
const MAX_WRITES = 100;
const MAX_BYTES = 4 * 1024 * 1024;
/** Calls of the spill that may be open at once. */
const MAX_OPEN = 4;
/** Keys that are remembered; from then on all that comes is spilled, so that no more need to be. */
const MAX_KEYS = 100_000;

/**
 * Writes that go to the spill instead of the table, in groups, a few at once.
 *
 * Once a write of a key has come here, every later one of that key has to: the table would get it
 * first, and the older one when the spill is drained. A key is held while it is handed over, so that
 * its writes arrive in their order; of several that wait the last stays.
 */
export class SpillingWrites {
  readonly #spill: Spill;
  readonly #outcomes: Outcomes;
  readonly #onAnswer: () => void;
  readonly #waiting = new WaitingWrites();
  readonly #keys = new Set<string>();
  #size = 0;
  /** Those of them that are being handed over. */
  #sizeOpen = 0;
  #open = 0;

  /** @param onAnswer called when a group is done */
  constructor(spill: Spill, outcomes: Outcomes, onAnswer: () => void) {
    this.#spill = spill;
    this.#outcomes = outcomes;
    this.#onAnswer = onAnswer;
  }

  /** Writes that are not yet safe. */
  get size(): number {
    return this.#size;
  }

  /** Whether so many wait that no more should come. */
  get isFull(): boolean {
    return this.#open === MAX_OPEN && this.#size - this.#sizeOpen >= MAX_WRITES;
  }

  /**
   * Whether a write of this key may go nowhere but here.
   *
   * @param isOpen whether an earlier one is still on its way to the table: then this one follows it
   */
  claims(key: string, isOpen: () => boolean): boolean {
    return this.#keys.has(key) || (this.#keys.size >= MAX_KEYS && !isOpen());
  }

  add(write: PendingWrite): void {
    if (this.#keys.size < MAX_KEYS) this.#keys.add(write.request.key);
    const replaced = this.#waiting.offer(write);
    if (replaced === undefined) this.#size += 1;
    else this.#outcomes.deduplicated(replaced, write);
  }

  /** Starts what can be started: full groups, and one that is not full if none is open. */
  handOver(): void {
    while (this.#open < MAX_OPEN) {
      const isFull = this.#size - this.#sizeOpen >= MAX_WRITES;
      const group = isFull || this.#open === 0 ? this.#nextGroup() : [];
      if (group.length === 0) return;
      this.#open += 1;
      this.#sizeOpen += group.length;
      void this.#answersOf(group).then((answers) => {
        this.#open -= 1;
        this.#sizeOpen -= group.length;
        for (const [at, write] of group.entries()) this.#settle(write, answers[at]);
        this.#onAnswer();
      });
    }
  }

  /** Hands out everything that has not been handed over. */
  takeAll(): readonly PendingWrite[] {
    const writes: PendingWrite[] = [];
    this.#waiting.take((write) => writes.push(write) > 0);
    for (const { request } of writes) this.#waiting.release(request.key);
    this.#size -= writes.length;
    return writes;
  }

  #nextGroup(): readonly PendingWrite[] {
    const group: PendingWrite[] = [];
    let bytes = 0;
    this.#waiting.take((write) => {
      const isFull = group.length === MAX_WRITES || bytes + write.wireBytes > MAX_BYTES;
      if (isFull && group.length > 0) return false;
      group.push(write);
      bytes += write.wireBytes;
      return true;
    });
    return group;
  }

  async #answersOf(group: readonly PendingWrite[]): Promise<readonly (Reason | undefined)[]> {
    try {
      const answers = await this.#spill(group.map(({ request }) => request));
      if (answers.length === group.length) return answers;
      const message = `expected ${group.length} answers of the spill; came ${answers.length}`;
      return group.map(() => ({ code: "SPILL_FAILED", message }));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return group.map(() => ({ code: "SPILL_FAILED", message }));
    }
  }

  #settle(write: PendingWrite, refusal: Reason | undefined): void {
    const { key } = write.request;
    const successor = refusal && this.#waiting.takeSuccessor(key);
    if (refusal === undefined) this.#outcomes.spilled(write);
    else if (successor === undefined) this.#outcomes.failed(write, refusal);
    else this.#outcomes.deduplicated(write, successor);
    this.#size -= 1;
    this.#waiting.release(key);
    if (successor !== undefined) this.#waiting.offer(successor);
  }
}
