import type { Clock } from "@spillway/pacing";
import type { ModelledServices } from "./modelled-services.ts";
import type { SpikeConditions } from "./spike-conditions.ts";

/** How often and how long a function ran. */
export interface FunctionUsage {
  readonly invocations: number;
  readonly coldStarts: number;
  /** Of all invocations, cold starts not counted. */
  readonly seconds: number;
}

type FunctionConditions = Pick<SpikeConditions, "coldStartMs" | "warmInstances">;

/**
 * A function of Lambda: an invocation takes the instance that was used last, or starts one where all are
 * busy, which takes a cold start.
 */
export class ModelledFunction<Instance> {
  readonly #clock: Clock;
  readonly #services: Pick<ModelledServices, "travel">;
  readonly #coldStartMs: number;
  readonly #start: () => Instance;
  readonly #idle: Instance[];
  #invocations = 0;
  #coldStarts = 0;
  #milliseconds = 0;

  /** @param start makes what an instance keeps from one invocation to the next */
  constructor(
    clock: Clock,
    services: Pick<ModelledServices, "travel">,
    { coldStartMs, warmInstances = 0 }: FunctionConditions,
    start: () => Instance,
  ) {
    this.#clock = clock;
    this.#services = services;
    this.#coldStartMs = coldStartMs;
    this.#start = start;
    this.#idle = Array.from({ length: warmInstances }, start);
  }

  async invoke<Answer>(handler: (instance: Instance) => Promise<Answer>): Promise<Answer> {
    this.#invocations += 1;
    let instance = this.#idle.pop();
    if (instance === undefined) {
      this.#coldStarts += 1;
      await this.#clock.sleep(this.#coldStartMs);
      instance = this.#start();
    }
    await this.#services.travel("invoke");
    const startedAtMs = this.#clock.now();
    const answer = await handler(instance);
    this.#milliseconds += this.#clock.now() - startedAtMs;
    this.#idle.push(instance);
    await this.#services.travel("invoke");
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
