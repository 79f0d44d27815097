import type { Clock, Random } from "@spillway/pacing";
import type { RequestKind, ServiceTime, SpikeConditions } from "./spike-conditions.ts";

/** The way to the services of a spike, in time alone: what they answer is for others to say. */
export class ModelledServices {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #conditions: SpikeConditions;
  /** When each of those that serve is free again. */
  readonly #freeAtMs: number[];

  constructor(clock: Clock, random: Random, conditions: SpikeConditions) {
    this.#clock = clock;
    this.#random = random;
    this.#conditions = conditions;
    const { servedAtOnce } = conditions;
    this.#freeAtMs = servedAtOnce === undefined ? [] : new Array(servedAtOnce).fill(0);
  }

  /** Half of the way: there, or back. */
  async travel(kind: RequestKind): Promise<void> {
    await this.#clock.sleep(this.#spread(this.#timeOf(kind).travelMs / 2));
  }

  /** Until the service is done with a request that has arrived, its place in the line included. */
  async serve(kind: RequestKind, entries = 1): Promise<void> {
    const { requestMs, entryMs = 0 } = this.#timeOf(kind);
    const tookMs = this.#spread(requestMs + entryMs * entries);
    const nowMs = this.#clock.now();
    const [freeAtMs = 0] = this.#freeAtMs;
    const doneAtMs = Math.max(nowMs, freeAtMs) + tookMs;
    if (this.#freeAtMs.length > 0) {
      this.#freeAtMs[0] = doneAtMs;
      this.#freeAtMs.sort((one, other) => one - other);
    }
    await this.#clock.sleep(doneAtMs - nowMs);
  }

  /** There, served, and back. */
  async request(kind: RequestKind, entries?: number): Promise<void> {
    await this.travel(kind);
    await this.serve(kind, entries);
    await this.travel(kind);
  }

  #timeOf(kind: RequestKind): ServiceTime {
    const { requests } = this.#conditions;
    return (typeof requests === "function" ? requests(this.#clock.now()) : requests)[kind];
  }

  #spread(ms: number): number {
    return ms * (1 + this.#conditions.spread * (2 * this.#random() - 1));
  }
}
