import { expiresAt, type KeySchema, type PlainRecord, timeOrderedId } from "@spillway/item";

/** The key of a table that spike records go into. */
export const SPIKE_KEYS: KeySchema = {
  partitionKey: { name: "pk", type: "S" },
  sortKey: { name: "sk", type: "N" },
};

/** What the records of one spike have in common. */
export interface Spike {
  /** Names the run, in the attribute `run` of every record. */
  readonly run: string;
  /** How many records it has at the most, from the first. Default: all. */
  readonly limit?: number | undefined;
  /** The time of day in milliseconds since 1970; a fraction is dropped. */
  readonly now: () => number;
  /** Seconds until DynamoDB may delete a record, in its attribute `expires_at`; 0 for never. */
  readonly ttlSeconds: number;
}

/** A record that has the key of {@link SPIKE_KEYS}. */
export interface SpikeRecord extends PlainRecord {
  readonly pk: string;
  readonly sk: number;
}

/**
 * Makes records unique to a run, so that every run of the same sample writes items of its own: `pk` is
 * a time-ordered id, `sk` the time in milliseconds.
 *
 * @param records plain records, pulled one at a time
 * @example
 * const spike = { run: "r1", now: Date.now, ttlSeconds: 86_400 };
 * for await (const record of spikeRecords(sampleRecords(), spike)) {
 *   record; // { order_number: "SO-…", …, pk: "0199…", sk: 1767593495000, run: "r1", expires_at: 1767679895 }
 * }
 */
export async function* spikeRecords(
  records: Iterable<PlainRecord> | AsyncIterable<PlainRecord>,
  { run, limit = Number.POSITIVE_INFINITY, now, ttlSeconds }: Spike,
): AsyncGenerator<SpikeRecord, void, undefined> {
  let taken = 0;
  for await (const record of records) {
    if (taken >= limit) return;
    taken += 1;
    const nowMs = Math.floor(now());
    const expiry = ttlSeconds > 0 ? { expires_at: expiresAt(nowMs, ttlSeconds) } : {};
    yield { ...record, pk: timeOrderedId(nowMs), sk: nowMs, run, ...expiry };
  }
}
