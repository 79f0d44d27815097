import type { Clock, Random } from "@spillway/pacing";
import type { RequestKind, SpikeConditions } from "./spike-conditions.ts";

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
  async travel(): Promise<void> {
    await this.#clock.sleep(this.#spread(this.#conditions.networkMs / 2));
  }

  /** Until the service is done with a request that has arrived, its place in the line included. */
  async serve(kind: RequestKind, entries = 1): Promise<void> {
    const { requestMs, entryMs = 0 } = this.#conditions.requests[kind];
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
    await this.travel();
    await this.serve(kind, entries);
    await this.travel();
  }

  #spread(ms: number): number {
    return ms * (1 + this.#conditions.spread * (2 * this.#random() - 1));
  }
}
