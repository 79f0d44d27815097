import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { checkFaults, type Faults } from "./faults.ts";

/** What goes wrong with one request. */
export interface FaultPlan {
  /** How long it waits first, in milliseconds. */
  readonly latencyMs: number;
  /** Answered by 500 and not forwarded. */
  readonly serverError: boolean;
  /** The connection is cut: before it is forwarded, after the engine has done it, or never. */
  readonly drop: "before" | "after" | "never";
  /** If it is a batch of writes, part of it comes back unprocessed. */
  readonly partialBatch: boolean;
}

/**
 * Draws faults from a seed. Every request takes the same number of draws, so that the fate of the
 * tenth request doesn't depend on what the first nine were.
 *
 * @example
 * const dice = new FaultDice({ serverErrorRate: 0.5, seed: 7 });
 * dice.next().serverError; // true for about half of the requests, the same ones on each run
 */
export class FaultDice {
  readonly #faults: Faults;
  readonly #plans: ReturnType<typeof xoroshiro128plus>;
  readonly #choices: ReturnType<typeof xoroshiro128plus>;

  /** @throws FAULTS_INVALID */
  constructor(faults: Faults = {}) {
    this.#faults = checkFaults(faults);
    const seed = faults.seed ?? 1;
    this.#plans = xoroshiro128plus(seed);
    // Choices within batches have draws of their own, so that they don't shift the plans.
    this.#choices = xoroshiro128plus(seed + 1);
  }

  /** The fate of the next request. */
  next(): FaultPlan {
    const [wait, error, drop, moment, partial] = [0, 0, 0, 0, 0].map(() =>
      uniformFloat64(this.#plans),
    ) as [number, number, number, number, number];
    const { latency, serverErrorRate = 0, dropRate = 0, partialBatchRate = 0 } = this.#faults;
    return {
      latencyMs: latency === undefined ? 0 : latency.minMs + wait * (latency.maxMs - latency.minMs),
      serverError: error < serverErrorRate,
      drop: drop >= dropRate ? "never" : moment < 0.5 ? "before" : "after",
      partialBatch: partial < partialBatchRate,
    };
  }

  /**
   * Which of `count` writes of a batch come back: at least one, and never all.
   *
   * @returns places, 0-based; none when there are fewer than two writes
   */
  unprocessed(count: number): ReadonlySet<number> {
    const places = Array.from({ length: count }, (_, place) => place);
    const chosen = new Set<number>();
    if (count < 2) return chosen;
    const size = uniformInt(this.#choices, 1, count - 1);
    while (chosen.size < size) {
      const [place] = places.splice(uniformInt(this.#choices, 0, places.length - 1), 1);
      if (place !== undefined) chosen.add(place);
    }
    return chosen;
  }
}
