import type { ChangeEvent } from "../change-event.ts";
import { itemKey } from "../order/item-key.ts";
import type { ReadBatch } from "./read-batch.ts";

/** A record that failed, and in what. */
export interface BatchFailure {
  /** Place in the batch, from 0. */
  readonly place: number;
  /** Name of the sink, or `record` where the record could not be read. */
  readonly sink: string;
  readonly error: unknown;
}

/** What became of the records of one batch so far. */
export class BatchState {
  readonly #batch: ReadBatch;
  readonly #failed = new Map<number, BatchFailure>();
  readonly #settled = new Map<number, BatchFailure>();
  #places: Map<ChangeEvent, number> | undefined;
  #remaining: readonly ChangeEvent[];
  #isStale = false;

  constructor(batch: ReadBatch) {
    this.#batch = batch;
    this.#remaining = batch.changes;
  }

  /** Failures that Lambda is told of, in the order of the batch. */
  get failed(): readonly BatchFailure[] {
    return inOrderOfPlace(this.#failed);
  }

  /** Failures that went to the failure destination, in the order of the batch. */
  get settled(): readonly BatchFailure[] {
    return inOrderOfPlace(this.#settled);
  }

  /** Changes that go on: neither failed, nor settled, nor later ones of an item of which one failed. */
  get remaining(): readonly ChangeEvent[] {
    if (this.#isStale) {
      this.#remaining = this.#withoutFailed();
      this.#isStale = false;
    }
    return this.#remaining;
  }

  /** Where a change stands in the batch. */
  placeOf(change: ChangeEvent): number {
    // Most batches have no failure, and need no map.
    this.#places ??= new Map(
      this.#batch.read.flatMap((one, place) => (one === undefined ? [] : [[one, place] as const])),
    );
    const place = this.#places.get(change);
    if (place === undefined) throw new RangeError("expected a change of the batch; came another");
    return place;
  }

  /** Whether it is known what became of a record. */
  isOver(place: number): boolean {
    return this.#failed.has(place) || this.#settled.has(place);
  }

  fail(failure: BatchFailure): void {
    this.#failed.set(failure.place, failure);
    this.#isStale = true;
  }

  settle(failure: BatchFailure): void {
    this.#settled.set(failure.place, failure);
    this.#isStale = true;
  }

  #withoutFailed(): readonly ChangeEvent[] {
    const blocked = new Set<string>();
    return this.#batch.changes.filter((change) => {
      const place = this.placeOf(change);
      if (this.#settled.has(place)) return false;
      const key = itemKey(change.keys);
      if (this.#failed.has(place)) blocked.add(key);
      return !blocked.has(key);
    });
  }
}

function inOrderOfPlace(failures: ReadonlyMap<number, BatchFailure>): readonly BatchFailure[] {
  return [...failures.values()].sort((one, other) => one.place - other.place);
}
