import type { Reason } from "@spillway/errors";

/** A record's primary key, both parts as text. */
export interface RecordKey {
  readonly pk: string;
  readonly sk: string;
}

/** Where each record of one strategy ended: `records = written + failed + unaccounted`. */
export interface Accounting {
  /** Records that the strategy took from the sample. */
  readonly records: number;
  /** Found in the table by their key. */
  readonly written: number;
  /** Not in the table but in the failure or dead letter queue, or reported by the function. */
  readonly failed: number;
  /** Found nowhere. */
  readonly unaccounted: number;
}

interface Entry {
  readonly key: RecordKey;
  readonly dueAtMs: number;
  askedAtMs: number;
  reason?: Reason;
}

/** The text that two keys share only if they are the same key. */
export function keyText(key: RecordKey): string {
  return `${key.pk}\n${key.sk}`;
}

/**
 * Keeps count of records by their keys: which ones are in the table, which ones failed, which ones
 * are still missing, and which of those to ask for next.
 */
export class KeyLedger {
  readonly #missing = new Map<string, Entry>();
  readonly #failed = new Map<string, Entry>();
  readonly #records: number;
  readonly #unsent: readonly Reason[];
  #written = 0;

  /**
   * @param keys each with the moment from which it can be in the table (ms). A key that comes twice
   * counts once: two records with one key would be one item.
   * @param records how many records the strategy says it took
   * @param unsent why records never left the strategy's function, one reason for each; which ones
   * they are, it does not say
   */
  constructor(
    keys: readonly { key: RecordKey; dueAtMs: number }[],
    records: number,
    unsent: readonly Reason[] = [],
  ) {
    for (const { key, dueAtMs } of keys) {
      this.#missing.set(keyText(key), { key, dueAtMs, askedAtMs: Number.NEGATIVE_INFINITY });
    }
    this.#records = records;
    this.#unsent = unsent;
  }

  /** Up to `limit` missing keys that are due, the ones asked for longest ago first. */
  nextKeys(nowMs: number, limit: number): RecordKey[] {
    const due = [...this.#missing.values()].filter((entry) => entry.dueAtMs <= nowMs);
    due.sort((a, b) => a.askedAtMs - b.askedAtMs || a.dueAtMs - b.dueAtMs);
    const next = due.slice(0, limit);
    for (const entry of next) entry.askedAtMs = nowMs;
    return next.map((entry) => entry.key);
  }

  /** The table holds these. A record that also failed once, and was written after all, is written. */
  markWritten(keys: readonly RecordKey[]): void {
    for (const key of keys) {
      const text = keyText(key);
      if (this.#missing.delete(text) || this.#failed.delete(text)) this.#written += 1;
    }
  }

  /** A queue holds this one with its reason. */
  markFailed(key: RecordKey, reason: Reason): void {
    const text = keyText(key);
    const entry = this.#missing.get(text);
    if (entry === undefined) return;
    this.#missing.delete(text);
    this.#failed.set(text, { ...entry, reason });
  }

  /** Keys that were found nowhere so far. */
  get missing(): RecordKey[] {
    return [...this.#missing.values()].map((entry) => entry.key);
  }

  /** Keys that some queue holds. */
  get failed(): RecordKey[] {
    return [...this.#failed.values()].map((entry) => entry.key);
  }

  /** Whether every key was found, but for as many as were never sent. */
  get settled(): boolean {
    return this.#missing.size <= this.#unsent.length;
  }

  /** The reasons of failed records, each with how many records it stands for, most frequent first. */
  reasons(): (Reason & { records: number })[] {
    const counts = new Map<string, Reason & { records: number }>();
    const queued = [...this.#failed.values()].map((entry) => entry.reason);
    for (const reason of [...queued, ...this.#missingUnsent()]) {
      if (reason === undefined) continue;
      const records = (counts.get(reason.code)?.records ?? 0) + 1;
      counts.set(reason.code, { code: reason.code, message: reason.message, records });
    }
    return [...counts.values()].sort((a, b) => b.records - a.records);
  }

  accounting(): Accounting {
    const written = this.#written;
    const failed = this.#failed.size + this.#missingUnsent().length;
    return {
      records: this.#records,
      written,
      failed,
      unaccounted: Math.max(0, this.#records - written - failed),
    };
  }

  #missingUnsent(): readonly Reason[] {
    return this.#unsent.slice(0, this.#missing.size);
  }
}
