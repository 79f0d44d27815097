import {
  type MeasuredUnits,
  type Refusal,
  TABLE_RESOURCE,
  type ThrottlingReason,
} from "@spillway/capacity";
import type { ThrottleCount } from "@spillway/simulator";
import type { SpikeSeconds } from "./spike-result.ts";

/** Sums by second, from the spike's first on. */
class Seconds {
  readonly #sums: number[] = [];

  add(atMs: number, count: number): void {
    const second = Math.floor(atMs / 1_000);
    while (this.#sums.length <= second) this.#sums.push(0);
    this.#sums[second] = (this.#sums[second] ?? 0) + count;
  }

  get values(): readonly number[] {
    return this.#sums;
  }

  get most(): number {
    return this.#sums.reduce((most, sum) => Math.max(most, sum), 0);
  }

  get total(): number {
    return this.#sums.reduce((total, sum) => total + sum, 0);
  }
}

interface Reason {
  readonly resource: string;
  readonly reason: ThrottlingReason;
  events: number;
}

/** Counts what a spike does to its table, as its metrics would. Times are milliseconds since it began. */
export class SpikeLog {
  #sent = 0;
  #waiting = 0;
  #mostWaiting = 0;
  #worstDelayMs = 0;
  #lastWriteMs: number | undefined;
  readonly #mostBySecond: number[] = [];
  readonly #asked = new Seconds();
  readonly #throttled = new Seconds();
  readonly #units = new Map<string, Seconds>([[TABLE_RESOURCE, new Seconds()]]);
  readonly #reasons = new Map<string, Reason>();

  /** Records are there to be written. */
  asked(atMs: number, records: number): void {
    this.#asked.add(atMs, records);
    this.#waiting += records;
    this.#mostWaiting = Math.max(this.#mostWaiting, this.#waiting);
    this.#changed(atMs, this.#waiting - records);
  }

  /** Writes leave for the table. */
  sent(writes: number): void {
    this.#sent += writes;
  }

  /** The table, an index or several refuse a write. */
  refused(atMs: number, refusals: readonly Refusal[]): void {
    this.#throttled.add(atMs, 1);
    for (const { reason, resource } of refusals) {
      const name = resource.index ?? TABLE_RESOURCE;
      const key = `${name} ${reason}`;
      const known = this.#reasons.get(key) ?? { resource: name, reason, events: 0 };
      known.events += 1;
      this.#reasons.set(key, known);
    }
  }

  /** A write is done. */
  written(atMs: number, delayMs: number, { units }: MeasuredUnits): void {
    this.#waiting -= 1;
    this.#changed(atMs, this.#waiting + 1);
    this.#lastWriteMs = Math.max(this.#lastWriteMs ?? 0, atMs);
    this.#worstDelayMs = Math.max(this.#worstDelayMs, delayMs);
    this.#of(TABLE_RESOURCE).add(atMs, units.table);
    for (const [index, count] of Object.entries(units.indexes)) this.#of(index).add(atMs, count);
  }

  /** Writes are given up. */
  failed(atMs: number, writes: number): void {
    this.#waiting -= writes;
    this.#changed(atMs, this.#waiting + writes);
  }

  get attempts(): number {
    return this.#sent;
  }

  get mostWaiting(): number {
    return this.#mostWaiting;
  }

  get worstDelaySeconds(): number {
    return this.#worstDelayMs / 1_000;
  }

  /** When the last write was done; undefined if none was. */
  get lastWriteMs(): number | undefined {
    return this.#lastWriteMs;
  }

  get throttledWrites(): number {
    return this.#throttled.total;
  }

  /** Most first. */
  get throttles(): readonly ThrottleCount[] {
    return [...this.#reasons.values()].sort((one, other) => other.events - one.events);
  }

  /** Write units by resource. */
  get units(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#units].map(([name, seconds]) => [name, seconds.total]));
  }

  /** The most write units of one second, of the table or index that used most. */
  get peakUnits(): number {
    return Math.max(...[...this.#units.values()].map(({ most }) => most));
  }

  get seconds(): SpikeSeconds {
    return {
      asked: this.#asked.values,
      throttled: this.#throttled.values,
      waiting: this.#mostBySecond,
      units: Object.fromEntries([...this.#units].map(([name, { values }]) => [name, values])),
    };
  }

  /** @param before records that waited until now: in the seconds since the last change as well */
  #changed(atMs: number, before: number): void {
    const second = Math.floor(atMs / 1_000);
    while (this.#mostBySecond.length <= second) this.#mostBySecond.push(before);
    this.#mostBySecond[second] = Math.max(this.#mostBySecond[second] ?? 0, this.#waiting);
  }

  #of(resource: string): Seconds {
    const known = this.#units.get(resource);
    if (known !== undefined) return known;
    const fresh = new Seconds();
    this.#units.set(resource, fresh);
    return fresh;
  }
}
