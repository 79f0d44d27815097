import { isSpillwayError, type Reason, reasonOf } from "@spillway/errors";
import { type IndexKey, indexKeysOf } from "@spillway/item";
import { fullJitterDelay } from "@spillway/pacing";
import { admitSource } from "../admission/admit-source.ts";
import { letSourceGo, type PendingWrite } from "../admission/pending-write.ts";
import type { Outcomes } from "../outcome/outcomes.ts";
import type { WriteTally } from "../outcome/write-tally.ts";
import type { StopReason } from "../run/stop-reason.ts";
import { spillsAfter, type WriteSettings } from "../run/write-settings.ts";
import type { SourceEntry } from "../write-options.ts";
import { BatchBuilder } from "./batch-builder.ts";
import { HotLanes } from "./hot-lanes.ts";
import { RetryQueue } from "./retry-queue.ts";
import { SpillingWrites } from "./spilling-writes.ts";
import { WaitingWrites } from "./waiting-writes.ts";

/**
 * Every write from its admission until its outcome is final. A write is in one place at any moment:
 * waiting, in the retry queue, in the lane of a hot key, set apart, or in a batch that was handed out and has not come back.
 * Each way out counts once, so that the report adds up.
 */
export class UnsettledWrites {
  readonly #settings: WriteSettings;
  readonly #tally: WriteTally;
  readonly #outcomes: Outcomes;
  readonly #indexKeys: readonly IndexKey[];
  readonly #spilling: SpillingWrites | undefined;
  readonly #waiting = new WaitingWrites();
  readonly #retries = new RetryQueue();
  readonly #lanes = new HotLanes();
  /** Halves of batches that were refused for one bad write, to be sent as they are. */
  readonly #setApart: PendingWrite[][] = [];
  #size = 0;
  #gaveUp = false;

  /** @param onSpilled called when the spill has answered */
  constructor(
    settings: WriteSettings,
    tally: WriteTally,
    outcomes: Outcomes,
    onSpilled: () => void,
  ) {
    const { spill, table } = settings;
    const { globalIndexes = [], localIndexes = [] } = table;
    this.#settings = settings;
    this.#indexKeys = indexKeysOf(table.keys, [...globalIndexes, ...localIndexes]);
    this.#tally = tally;
    this.#outcomes = outcomes;
    this.#spilling = spill && new SpillingWrites(spill, outcomes, onSpilled);
  }

  /** Writes whose outcome is open, those in flight included. */
  get size(): number {
    return this.#size + (this.#spilling?.size ?? 0);
  }

  /** Those of them that wait aside: for the pace of a hot key, or for the spill. */
  get sizeAside(): number {
    return this.#lanes.size + (this.#spilling?.size ?? 0);
  }

  /** Whether so many wait aside that no more should come. */
  get asideIsFull(): boolean {
    return this.#lanes.isFull || this.#spilling?.isFull === true;
  }

  /** Whether new work fills a batch. */
  get fillsBatch(): boolean {
    return this.#waiting.fillsBatch;
  }

  /** Whether a write was given up. */
  get gaveUp(): boolean {
    return this.#gaveUp;
  }

  /** When the next retry or write of a hot key is due, in the clock's milliseconds. */
  nextDueAtMs(nowMs: number): number | undefined {
    const retryAtMs = this.#retries.nextDueAtMs;
    const laneAtMs = this.#lanes.nextDueAtMs(nowMs);
    if (retryAtMs === undefined || laneAtMs === undefined) return retryAtMs ?? laneAtMs;
    return Math.min(retryAtMs, laneAtMs);
  }

  /** Takes a record in, or rejects it. */
  admit(source: SourceEntry): void {
    this.#tally.read();
    if (!source.ok) {
      this.#outcomes.rejected(source.position, source.reason, { source });
      return;
    }
    try {
      const { table, pacer } = this.#settings;
      const write = admitSource(source, table.keys, this.#indexKeys);
      const { key } = write.request;
      if (this.#spilling?.claims(key, () => this.#waiting.has(key))) {
        this.#spilling.add(write);
        return;
      }
      const units = pacer?.unitsOf?.(write.request);
      if (units !== undefined) write.units = units;
      const replaced = this.#waiting.offer(write);
      if (replaced === undefined) this.#size += 1;
      else this.#outcomes.deduplicated(replaced, write);
      const slow = pacer?.slowKeyOf?.(write.request);
      const parked = slow && this.#waiting.takeKey(key);
      if (slow && parked) this.#lanes.park(slow, parked);
    } catch (error) {
      if (!isSpillwayError(error)) throw error;
      this.#outcomes.rejected(source.position, reasonOf(error), { source });
    }
  }

  /**
   * Hands out what should be sent next: retries that are due ahead of new work, both in one batch.
   *
   * @param flush whether new work goes even if it does not fill a batch
   */
  nextBatch(nowMs: number, flush: boolean): readonly PendingWrite[] | undefined {
    const apart = this.#setApart.shift();
    if (apart !== undefined) return apart;
    const batch = new BatchBuilder(this.#settings.pacer?.maxBatchUnits?.());
    const accept = (write: PendingWrite) => this.#park(write) || batch.add(write);
    this.#retries.takeDue(nowMs, accept);
    if (batch.writes.length === 0) this.#lanes.takeDue(nowMs, (write) => batch.add(write));
    if (flush || this.#waiting.fillsBatch || batch.writes.length > 0) {
      this.#waiting.take(accept);
    }
    return batch.writes.length > 0 ? batch.writes : undefined;
  }

  /** Puts a write into the lane of its hot key, if it has one. */
  #park(write: PendingWrite): boolean {
    const slow = this.#settings.pacer?.slowKeyOf?.(write.request);
    if (slow !== undefined) this.#lanes.park(slow, write);
    return slow !== undefined;
  }

  /** They are in the table. */
  written(writes: readonly PendingWrite[]): void {
    for (const write of writes) {
      this.#outcomes.written(write);
      this.#release(write);
    }
  }

  /**
   * Writes were not processed, for a reason that passes; each has one more failure now. They wait for
   * their next attempt, or were out of attempts.
   */
  retryLater(writes: readonly PendingWrite[], reason: Reason, nowMs: number): void {
    const { maxAttempts, baseDelayMs, maxDelayMs, random } = this.#settings;
    const byFailures = new Map<number, PendingWrite[]>();
    for (const write of writes) {
      const next = this.#successorOf(write) ?? write;
      if (next.failures >= maxAttempts) {
        const message = `${reason.message} (after ${next.failures} attempts)`;
        if (this.#spilling === undefined)
          this.#outcomes.failed(next, { code: reason.code, message });
        else this.#spilling.add(next);
        this.#release(next);
        continue;
      }
      letSourceGo(next);
      const group = byFailures.get(write.failures);
      if (group === undefined) byFailures.set(write.failures, [next]);
      else group.push(next);
    }
    for (const [failures, group] of byFailures) {
      const jitter = { attempt: failures - 1, baseMs: baseDelayMs, capMs: maxDelayMs, random };
      this.#retries.add(group, nowMs + fullJitterDelay(jitter));
    }
  }

  /** A batch was refused for one of its writes: it is halved, or rejected if it is that one. */
  refuted(batch: readonly PendingWrite[], reason: Reason): void {
    const [write] = batch;
    if (batch.length === 1 && write !== undefined) {
      const { position, request } = write;
      this.#outcomes.rejected(position, reason, { write: request });
      this.#release(write);
      return;
    }
    const middle = Math.ceil(batch.length / 2);
    this.#setApart.push(batch.slice(0, middle), batch.slice(middle));
  }

  /** The run stops: a batch that was handed out comes back as it is. */
  giveUp(batch: readonly PendingWrite[], stop: StopReason): void {
    if (batch.length > 0) this.#gaveUp = true;
    const spilling = spillsAfter(this.#settings, stop) ? this.#spilling : undefined;
    for (const given of batch) {
      const write = this.#successorOf(given) ?? given;
      if (spilling === undefined) this.#outcomes.unsent(write, stop);
      else spilling.add(write);
      this.#release(write);
    }
  }

  /** The run stops: everything that is not in flight is given up. */
  giveUpWaiting(stop: StopReason): void {
    const writes = [...this.#setApart.splice(0).flat(), ...this.#lanes.takeAll()];
    const collect = (write: PendingWrite) => writes.push(write) > 0;
    this.#retries.takeDue(Number.POSITIVE_INFINITY, collect);
    this.#waiting.take(collect);
    this.giveUp(writes, stop);
    if (this.#spilling === undefined || spillsAfter(this.#settings, stop)) return;
    const spilling = this.#spilling.takeAll();
    if (spilling.length > 0) this.#gaveUp = true;
    for (const write of spilling) this.#outcomes.unsent(write, stop);
  }

  /** Hands writes over to the spill, as many as it takes now. */
  spill(): void {
    this.#spilling?.handOver();
  }

  /**
   * The newer write that waits behind one that was not done. It takes that one's place: to do the
   * older first would be work for nothing, and to report it as failed would invite a stale write.
   */
  #successorOf(write: PendingWrite): PendingWrite | undefined {
    const successor = this.#waiting.takeSuccessor(write.request.key);
    if (successor === undefined) return undefined;
    this.#outcomes.deduplicated(write, successor);
    this.#size -= 1;
    return successor;
  }

  #release(write: PendingWrite): void {
    this.#waiting.release(write.request.key);
    this.#size -= 1;
  }
}
