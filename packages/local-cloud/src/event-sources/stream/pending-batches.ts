import { delayAfterFailure, delayWhileThrottled } from "./retry-delays.ts";

export interface PendingBatchesOptions {
  /** How often a batch that failed is tried again; infinity for no limit. */
  readonly maximumRetries: number;
  /** Records that are older are given up. */
  readonly maximumAgeMs: number;
  /** Whether a batch of several that failed is halved, which uses up no retry. */
  readonly bisects: boolean;
}

/** Why records are given up, as the record to a destination says it. */
export type DiscardCondition = "RetryAttemptsExhausted" | "RecordAgeExceeded";

/** What is to be done next. */
export type Step<Item> =
  | { readonly kind: "invoke"; readonly records: readonly Item[] }
  | { readonly kind: "wait"; readonly ms: number }
  | {
      readonly kind: "discard";
      readonly records: readonly Item[];
      readonly condition: DiscardCondition;
      /** How often the function was given them. */
      readonly invokeCount: number;
    };

/** How an invocation came out; `partly` names the place of the first record that failed. */
export type BatchOutcome =
  | { readonly kind: "succeeded" }
  | { readonly kind: "partly"; readonly from: number }
  | { readonly kind: "failed" }
  /** The function did not run: throttled, or gone. */
  | { readonly kind: "throttled" };

interface Pending<Item> {
  readonly records: readonly Item[];
  /** Retries that are used up. */
  readonly retries: number;
  readonly invokeCount: number;
  /** In a row, for the waits. */
  readonly failures: number;
  readonly throttles: number;
  readonly notBefore: number;
  readonly isExhausted: boolean;
}

/**
 * What becomes of a batch: the function gets it, or what is left of it, until each of its records is done or given
 * up. While something of it is pending, nothing else of its lane is begun, so that the order stays.
 *
 * Retries are counted for a batch. One that failed in part goes on with the first record that failed: as a retry, or,
 * where the mapping bisects, as a cut that uses up none. A batch of several that failed whole is halved where the
 * mapping bisects; both halves are tried at once and in order.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export class PendingBatches<Item extends { readonly arrivedAt: number }> {
  readonly #options: PendingBatchesOptions;
  /** The first is the one to go on with. */
  #pending: readonly Pending<Item>[] = [];

  constructor(options: PendingBatchesOptions) {
    this.#options = options;
  }

  get isEmpty(): boolean {
    return this.#pending.length === 0;
  }

  /** How many records are neither done nor given up. */
  get size(): number {
    return this.#pending.reduce((sum, { records }) => sum + records.length, 0);
  }

  /** Takes in a batch, when the one before is done. */
  begin(records: readonly Item[]): void {
    this.#pending = [...this.#pending, fresh(records, 0)].filter(hasRecords);
  }

  /** Undefined when nothing is pending. */
  next(nowMs: number): Step<Item> | undefined {
    const [first] = this.#pending;
    if (first === undefined) return undefined;
    const { records, invokeCount } = first;
    const giveUp = (given: readonly Item[], condition: DiscardCondition): Step<Item> => ({
      kind: "discard",
      records: given,
      condition,
      invokeCount,
    });
    const young = records.findIndex((record) => !this.#isTooOld(record, nowMs));
    if (young !== 0) {
      return giveUp(records.slice(0, young < 0 ? undefined : young), "RecordAgeExceeded");
    }
    if (first.isExhausted) return giveUp(records, "RetryAttemptsExhausted");
    if (first.notBefore > nowMs) {
      const [oldest] = records;
      const tooOldAt = (oldest?.arrivedAt ?? 0) + this.#options.maximumAgeMs + 1;
      return { kind: "wait", ms: Math.min(first.notBefore, tooOldAt) - nowMs };
    }
    return { kind: "invoke", records };
  }

  /**
   * Takes how the function did with what `next` gave.
   *
   * @returns the records that are done
   */
  settle(nowMs: number, outcome: BatchOutcome): readonly Item[] {
    const [first, ...others] = this.#pending;
    if (first === undefined) return [];
    const { records, invokeCount } = first;
    switch (outcome.kind) {
      case "succeeded":
        this.#pending = others;
        return records;
      case "throttled": {
        const throttles = first.throttles + 1;
        const notBefore = nowMs + delayWhileThrottled(throttles);
        this.#pending = [{ ...first, throttles, notBefore }, ...others];
        return [];
      }
      case "partly":
        if (outcome.from > 0) {
          const rest = { ...first, records: records.slice(outcome.from) };
          const next = this.#options.bisects
            ? fresh(rest.records, invokeCount + 1)
            : this.#retried(rest, nowMs);
          this.#pending = [next, ...others];
          return records.slice(0, outcome.from);
        }
        break;
      case "failed":
        break;
    }
    if (this.#options.bisects && records.length > 1) {
      const middle = Math.ceil(records.length / 2);
      const halves = [records.slice(0, middle), records.slice(middle)];
      this.#pending = [...halves.map((half) => fresh(half, invokeCount + 1)), ...others];
    } else {
      this.#pending = [this.#retried(first, nowMs), ...others];
    }
    return [];
  }

  /** Lets the first records go that were given up. */
  discarded(count: number): void {
    const [first, ...others] = this.#pending;
    if (first === undefined) return;
    this.#pending = [{ ...first, records: first.records.slice(count) }, ...others].filter(
      hasRecords,
    );
  }

  /** Ends all waits, and lets them begin anew: what they wait for may be over. */
  hurry(): void {
    const waits = { failures: 0, throttles: 0, notBefore: 0 };
    this.#pending = this.#pending.map((pending) => ({ ...pending, ...waits }));
  }

  #retried(pending: Pending<Item>, nowMs: number): Pending<Item> {
    const isExhausted = pending.retries >= this.#options.maximumRetries;
    const failures = pending.failures + 1;
    return {
      ...pending,
      retries: pending.retries + 1,
      invokeCount: pending.invokeCount + 1,
      failures,
      throttles: 0,
      notBefore: nowMs + delayAfterFailure(failures),
      isExhausted,
    };
  }

  #isTooOld({ arrivedAt }: Item, nowMs: number): boolean {
    return nowMs - arrivedAt > this.#options.maximumAgeMs;
  }
}

function fresh<Item>(records: readonly Item[], invokeCount: number): Pending<Item> {
  const waits = { failures: 0, throttles: 0, notBefore: 0 };
  return { records, retries: 0, invokeCount, ...waits, isExhausted: false };
}

function hasRecords({ records }: Pending<unknown>): boolean {
  return records.length > 0;
}
