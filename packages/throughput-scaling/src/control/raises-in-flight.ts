import type { ScalingMemory } from "../rules/scaling-decision.ts";
import { type RaiseResult, raiseTurn, type Throttling, type TurnServices } from "./raise-turn.ts";
import { notRaisedSince } from "./scaling-memory.ts";

/**
 * The raises of one process: one at a time for each table, however many operations were throttled.
 * Those that come meanwhile wait for it, and begin another only where it did not raise what they lack.
 */
export class RaisesInFlight {
  readonly #services: Omit<TurnServices, "untilMs">;
  readonly #waitMs: number;
  readonly #running = new Map<string, Promise<RaiseResult>>();
  readonly #known = new Map<string, ScalingMemory>();

  /** @param waitMs how long one raise waits at most, in milliseconds */
  constructor(services: Omit<TurnServices, "untilMs">, waitMs: number) {
    this.#services = services;
    this.#waitMs = waitMs;
  }

  /** @throws what the raise throws, or the signal's reason when it aborts first */
  async raise(throttling: Throttling, signal?: AbortSignal): Promise<RaiseResult> {
    const { table, throttled, sinceMs } = throttling;
    const untilMs = this.#services.clock.now() + this.#waitMs;
    for (;;) {
      signal?.throwIfAborted();
      const known = this.#known.get(table);
      if (known !== undefined && notRaisedSince(throttled, sinceMs, known).length === 0) {
        return { kind: "raised already" };
      }
      const running = this.#running.get(table);
      if (running === undefined) return unlessAborted(this.#begin(throttling, untilMs), signal);
      // Its error is its caller's to tell; whoever waits finds out by a turn of its own.
      await unlessAborted(
        running.catch(() => undefined),
        signal,
      );
      if (this.#services.clock.now() >= untilMs) return { kind: "waited in vain" };
    }
  }

  #begin(throttling: Throttling, untilMs: number): Promise<RaiseResult> {
    const { table } = throttling;
    const turn = async () => {
      try {
        const { result, state } = await raiseTurn({ ...this.#services, untilMs }, throttling);
        this.#known.set(table, state.memory);
        return result;
      } finally {
        this.#running.delete(table);
      }
    };
    const running = turn();
    this.#running.set(table, running);
    return running;
  }
}

async function unlessAborted<Result>(
  work: Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  if (signal === undefined) return work;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
    // Where nobody waits for it any more, its error is nobody's.
    work.catch(() => undefined);
  }
}
