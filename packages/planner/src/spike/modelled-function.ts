import type { Clock } from "@spillway/pacing";
import type { SpikeConditions } from "./spike-conditions.ts";

/** How often and how long a function ran. */
export interface FunctionUsage {
  readonly invocations: number;
  readonly coldStarts: number;
  /** Of all invocations, cold starts not counted. */
  readonly seconds: number;
}

type FunctionConditions = Pick<SpikeConditions, "coldStartMs" | "invokeMs" | "warmInstances">;

/**
 * A function of Lambda: an invocation takes the instance that was used last, or starts one where all are
 * busy, which takes a cold start.
 */
export class ModelledFunction<Instance> {
  readonly #clock: Clock;
  readonly #conditions: FunctionConditions;
  readonly #start: () => Instance;
  readonly #idle: Instance[];
  #invocations = 0;
  #coldStarts = 0;
  #milliseconds = 0;

  /** @param start makes what an instance keeps from one invocation to the next */
  constructor(clock: Clock, conditions: FunctionConditions, start: () => Instance) {
    this.#clock = clock;
    this.#conditions = conditions;
    this.#start = start;
    this.#idle = Array.from({ length: conditions.warmInstances ?? 0 }, start);
  }

  async invoke<Answer>(handler: (instance: Instance) => Promise<Answer>): Promise<Answer> {
    const { coldStartMs, invokeMs } = this.#conditions;
    this.#invocations += 1;
    let instance = this.#idle.pop();
    if (instance === undefined) {
      this.#coldStarts += 1;
      await this.#clock.sleep(coldStartMs);
      instance = this.#start();
    }
    await this.#clock.sleep(invokeMs / 2);
    const startedAtMs = this.#clock.now();
    const answer = await handler(instance);
    this.#milliseconds += this.#clock.now() - startedAtMs;
    this.#idle.push(instance);
    await this.#clock.sleep(invokeMs / 2);
    return answer;
  }

  get usage(): FunctionUsage {
    return {
      invocations: this.#invocations,
      coldStarts: this.#coldStarts,
      seconds: this.#milliseconds / 1_000,
    };
  }
}
