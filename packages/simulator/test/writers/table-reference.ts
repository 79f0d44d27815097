import { type CapacityRequest, TABLE_RESOURCE, type TableShape } from "@spillway/capacity";
import type { Writers } from "../../src/index.ts";
import { START_MS } from "../tables.ts";

/** A load second by second, and what is changed of the table's capacity, from which moment on. */
export interface ReferenceOptions {
  readonly shape: TableShape;
  readonly perSecond: readonly number[];
  readonly indexWriteUnits: number;
  readonly burstSeconds: number;
  readonly writers: Writers;
  readonly changes: readonly { readonly request: CapacityRequest; readonly fromMs: number }[];
}

/** What became of the load; it goes on until nothing waits. */
export interface Reference {
  readonly written: number;
  readonly throttled: number;
  readonly queued: number;
  readonly mostWaiting: number;
  readonly worstDelaySeconds: number;
  readonly completeSeconds: number;
}

/** Fewer writes than this are roundings. */
const NONE = 1e-6;

/**
 * Each second has what the table and its index saved and what they make in it, and each second's writes wait
 * in a list: slow, and plain to see.
 */
export function referenceOf(options: ReferenceOptions): Reference {
  const { perSecond, indexWriteUnits, burstSeconds, writers, changes } = options;
  let { shape } = options;
  const ratesOf = () => [
    writeUnits(shape.billing),
    writeUnits(shape.globalIndexes[0]?.billing) / indexWriteUnits,
  ];
  // In writes, of the table and of the index.
  let saved = ratesOf();
  const queue: { readonly since: number; writes: number }[] = [];
  const sums = { written: 0, throttled: 0, queued: 0, mostWaiting: 0 };
  let [worstDelaySeconds, completeSeconds] = [0, 0];
  for (let second = 0; second < perSecond.length || queue.length > 0; second += 1) {
    const nowMs = START_MS + second * 1_000;
    for (const { request } of changes.filter(({ fromMs }) => fromMs === nowMs)) {
      shape = changed(shape, request);
    }
    const rates = ratesOf();
    const came = perSecond[second] ?? 0;
    const waits = queue.reduce((sum, { writes }) => sum + writes, 0);
    const there = rates.map(
      (rate, place) => rate + Math.min(rate * burstSeconds, saved[place] ?? 0),
    );
    const most = Math.min(...(writers === "paced" ? rates : there));
    const done = Math.min(waits + came, most);
    saved = rates.map((rate, place) => Math.min(rate * burstSeconds, (there[place] ?? 0) - done));
    sums.written += done;
    if (done > 0) completeSeconds = second + 1;
    if (writers === "at once") {
      sums.throttled += came - done;
      continue;
    }
    // Who paces sends what waits the longest; who spills over sends what comes now first.
    let old = writers === "paced" ? Math.min(waits, done) : Math.max(0, done - came);
    const left = came - (done - old);
    for (let first = queue[0]; first !== undefined && old > NONE; first = queue[0]) {
      worstDelaySeconds = Math.max(worstDelaySeconds, second - first.since);
      const going = Math.min(first.writes, old);
      first.writes -= going;
      old -= going;
      if (first.writes <= NONE) queue.shift();
    }
    if (left > NONE) queue.push({ since: second, writes: left });
    sums.queued += writers === "paced" ? came : Math.max(0, left);
    const now = queue.reduce((sum, { writes }) => sum + writes, 0);
    sums.mostWaiting = Math.max(sums.mostWaiting, now);
  }
  return { ...sums, worstDelaySeconds, completeSeconds };
}

function writeUnits(billing: TableShape["billing"] | undefined): number {
  return billing?.mode === "provisioned" ? billing.writeUnits : Number.POSITIVE_INFINITY;
}

/** The table after a request of UpdateTable. */
export function changed(shape: TableShape, { changes }: CapacityRequest): TableShape {
  let next = shape;
  for (const { resource, to } of changes) {
    const billing = { mode: "provisioned" as const, ...to };
    const globalIndexes = next.globalIndexes.map((index) =>
      index.name === resource ? { ...index, billing } : index,
    );
    next = resource === TABLE_RESOURCE ? { ...next, billing } : { ...next, globalIndexes };
  }
  return next;
}
