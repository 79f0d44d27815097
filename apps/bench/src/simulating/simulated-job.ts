import type { TableShape } from "@spillway/capacity";
import { ManualClock, type Random } from "@spillway/pacing";
import { type PaceItem, SharedPacer, sell, takeBack } from "@spillway/shared-pace";

/** A job in virtual time. */
export interface SimulatedJob {
  readonly workers: number;
  /** Write units a second of the table; a record takes one. */
  readonly units: number;
  readonly seconds: number;
  readonly chunks: number;
  readonly recordsOfChunk: number;
  /** What one worker writes at most, in records a second. */
  readonly workerRate: number;
}

/** What all workers together did, a second. */
export interface SimulatedRates {
  readonly records: number;
  readonly paceWrites: number;
  readonly paceRefused: number;
  readonly chunkWrites: number;
  readonly chunkReadUnits: number;
  readonly sqsRequests: number;
}

/** As ingest-jobs does: see checkpointSeconds, watchEveryMs and HIDE_EVERY_MS there. */
const every = (chunks: number) => ({
  checkpointMs: Math.max(2_000, Math.min(8_000, chunks * 4)),
  lookMs: Math.max(250, Math.min(1_000, chunks) * 2.5),
  hideMs: 8_000,
});
const BATCH = 25;
const LATENCY_MS = 8;
/** A consistent read of a hundred chunks of 700 bytes at the end of each, in units of 4 KB. */
const END_READ_UNITS = 18;

/** Lets real `SharedPacer`s share one item, and counts what else their workers would ask for. */
export async function simulate(job: SimulatedJob): Promise<SimulatedRates> {
  const clock = new ManualClock(1_700_000_000_000);
  const random = seeded();
  const counts = { records: 0, sales: 0, refused: 0, writes: 0, reads: 0, sqs: 0 };
  let item: PaceItem | undefined;
  const written = (after: PaceItem | undefined): boolean => {
    counts.sales += 1;
    if (after === undefined) counts.refused += 1;
    item = after ?? item;
    return after !== undefined;
  };
  const store = {
    sell: async (sale: Parameters<typeof sell>[1]) => {
      await clock.sleep(LATENCY_MS / 2);
      const before = item;
      const isSold = written(sell(before, sale));
      await clock.sleep(LATENCY_MS / 2);
      return { isSold, item: before };
    },
    takeBack: async (given: Parameters<typeof takeBack>[1]) => {
      if (written(takeBack(item, given))) return { isDone: true as const };
      return { isDone: false as const, mayBeDone: false, item };
    },
  };
  const ends = new AbortController();
  const { checkpointMs, lookMs, hideMs } = every(job.chunks);
  const worker = async (): Promise<void> => {
    await clock.sleep(random() * 5_000);
    const pacer = new SharedPacer({
      table: tableOf(job.units),
      clock,
      random,
      storeOf: () => store,
    });
    let [left, sinceMs] = [0, clock.now()];
    for (;;) {
      if (left <= 0) {
        // Received, claimed, its job read; the one before kept, its neighbours read, its message deleted.
        counts.sqs += 2;
        counts.writes += 2;
        counts.reads += 1 + END_READ_UNITS;
        left = job.recordsOfChunk;
      }
      const table = Math.max(1, Math.min(BATCH, Math.floor(pacer.maxBatchUnits().table)));
      const units = { table, indexes: {} };
      await pacer.acquire(units, ends.signal);
      pacer.observe({ units, writes: [], unprocessed: new Set(), consumed: units, throttles: [] });
      counts.records += table;
      left -= table;
      await clock.sleep((table / job.workerRate) * 1_000, ends.signal);
      const nowMs = clock.now();
      const times = (ms: number) => Math.floor(nowMs / ms) - Math.floor(sinceMs / ms);
      counts.writes += times(checkpointMs);
      counts.reads += times(lookMs) / 2;
      counts.sqs += times(hideMs);
      sinceMs = nowMs;
    }
  };
  const work = Array.from({ length: job.workers }, () =>
    worker().catch((error: unknown) => {
      if (!ends.signal.aborted) throw error;
    }),
  );
  await clock.advance(SETTLED_MS);
  const before = { ...counts };
  await clock.advance(job.seconds * 1_000);
  const rate = (of: (all: typeof counts) => number) => (of(counts) - of(before)) / job.seconds;
  const rates = {
    records: rate(({ records }) => records),
    paceWrites: rate(({ sales }) => sales),
    paceRefused: rate(({ refused }) => refused),
    chunkWrites: rate(({ writes }) => writes),
    chunkReadUnits: rate(({ reads }) => reads),
    sqsRequests: rate(({ sqs }) => sqs),
  };
  ends.abort();
  await clock.run(Promise.all(work));
  return rates;
}

/** After that all know of each other. */
const SETTLED_MS = 15_000;

function tableOf(writeUnits: number): TableShape {
  return {
    name: "users",
    keys: { partitionKey: { name: "pk", type: "S" } },
    billing: { mode: "provisioned", writeUnits, readUnits: 1 },
    globalIndexes: [],
    localIndexes: [],
  };
}

function seeded(): Random {
  let state = 1;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
