import { AsyncLocalStorage } from "node:async_hooks";
import { isSpillwayError } from "@spillway/errors";
import { fullJitterDelay } from "@spillway/pacing";
import type { RaiseResult } from "../control/raise-turn.ts";
import { onDemandError } from "../control/refuse-on-demand.ts";
import type { ThrottledCapacity } from "../rules/raise-throttled.ts";
import type { ScalingSettings } from "../settings/scaling-settings.ts";
import type { Judgement } from "../throttles/judge-throttle.ts";
import type { SentCommand, Throttle } from "../throttles/throttle.ts";
import {
  type GivingUp,
  givingUpError,
  notCapacityError,
  tableNotNamedError,
} from "../throttles/throttle-error.ts";
import type { ScalingServices } from "./scaling-services.ts";
import { ThrottleJudge } from "./throttle-judge.ts";

/** One operation as it is known to who recovers it. */
export interface Operation {
  /** As people call it. */
  readonly name: string;
  readonly settings: ScalingSettings;
  readonly signal?: AbortSignal | undefined;
}

/** Set while a throttle is answered: the requests that this takes must not be answered in the same way. */
const recovering = new AsyncLocalStorage<true>();

/** Whether this is called from within a recovery. */
export function isRecovering(): boolean {
  return recovering.getStore() === true;
}

/** The retries of one operation: what is done about each throttle, and when it is given up. */
export class Recovery {
  readonly #services: ScalingServices;
  readonly #operation: Operation;
  readonly #judge: ThrottleJudge;
  #retries = 0;
  #why: GivingUp = { kind: "not asked" };

  constructor(services: ScalingServices, operation: Operation) {
    this.#services = services;
    this.#operation = operation;
    this.#judge = new ThrottleJudge(services);
  }

  /** Tells that the operation was done at last. */
  succeeded(): void {
    const { name } = this.#operation;
    this.#services.logger.info("succeeded", { operation: name, attempts: this.#retries + 1 });
  }

  /**
   * Finds out why it was throttled, raises capacity where that is the reason, and waits before the next
   * attempt.
   *
   * @param sentAtMs when the throttled attempt was sent, in milliseconds
   * @param sent what was sent, where it is seen
   * @returns undefined: it may be sent again; else the error that is to be thrown
   * @throws the signal's reason
   */
  recover(
    throttle: Throttle,
    sentAtMs: number,
    sent: SentCommand | undefined,
  ): Promise<Error | undefined> {
    return recovering.run(true, () => this.#recover(throttle, sentAtMs, sent));
  }

  /**
   * Waits before the next attempt, and raises nothing.
   *
   * @returns whether it may be sent again
   * @throws the signal's reason
   */
  async wait(): Promise<boolean> {
    const { clock, random, logger } = this.#services;
    const { name, settings, signal } = this.#operation;
    if (this.#retries >= settings.maxRetries) return false;
    const { initialRetryDelay: baseMs, maxRetryDelay: capMs } = settings;
    const delayMs = fullJitterDelay({ attempt: this.#retries, baseMs, capMs, random });
    this.#retries += 1;
    logger.info("waiting before a retry", { operation: name, retry: this.#retries, delayMs });
    await clock.sleep(delayMs, signal);
    return true;
  }

  async #recover(
    throttle: Throttle,
    sentAtMs: number,
    sent: SentCommand | undefined,
  ): Promise<Error | undefined> {
    const { name, settings } = this.#operation;
    const attempts = this.#retries + 1;
    const { parts, error } = throttle;
    this.#services.logger.warn("throttled", {
      operation: name,
      attempts,
      parts,
      error: error.name,
    });
    if (parts.length === 0) return tableNotNamedError(name, throttle);
    const capacity = new Map<string, ThrottledCapacity[]>();
    let hopeless: Extract<Judgement, { readonly kind: "not capacity" }> | undefined;
    for (const part of parts) {
      const judged = await this.#judged(part, throttle);
      if (judged instanceof Error) return judged;
      for (const one of judged) {
        if (one.kind === "unknown") this.#why = { kind: "cause unknown" };
        if (one.kind === "not capacity") hopeless ??= one;
        if (one.kind !== "capacity") continue;
        const { resource, access } = one;
        capacity.set(part.table, [...(capacity.get(part.table) ?? []), { resource, access }]);
      }
    }
    if (capacity.size === 0 && hopeless !== undefined) {
      const keys = await this.#judge.keysOf(hopeless.part, sent);
      return notCapacityError(name, hopeless, throttle, keys);
    }
    if (this.#retries < settings.maxRetries) {
      for (const [table, throttled] of capacity) {
        const refused = await this.#raise(table, throttled, sentAtMs, throttle);
        if (refused !== undefined) return refused;
      }
    }
    return (await this.wait()) ? undefined : givingUpError(name, attempts, throttle, this.#why);
  }

  async #judged(
    part: Throttle["parts"][number],
    { error: cause }: Throttle,
  ): Promise<readonly Judgement[] | Error> {
    try {
      return await this.#judge.judge(part);
    } catch (error) {
      if (isSpillwayError(error, "TABLE_ON_DEMAND")) return onDemandError(part.table, cause);
      this.#notRaised(part.table, error);
      return [];
    }
  }

  async #raise(
    table: string,
    throttled: readonly ThrottledCapacity[],
    sentAtMs: number,
    { error: cause }: Throttle,
  ): Promise<Error | undefined> {
    const { controller, logger, scalingFor } = this.#services;
    const { name, settings, signal } = this.#operation;
    const options = {
      scaling: scalingFor(table, settings),
      ...(signal === undefined ? {} : { signal }),
    };
    try {
      const result = await controller().raise(table, throttled, sentAtMs, options);
      logger.info("asked for capacity", { operation: name, table, throttled, ...result });
      this.#why = whyOf(result);
    } catch (error) {
      signal?.throwIfAborted();
      if (isSpillwayError(error, "TABLE_ON_DEMAND")) return onDemandError(table, cause);
      this.#notRaised(table, error);
    }
    return undefined;
  }

  #notRaised(table: string, error: unknown): void {
    this.#why = { kind: "not raised", error };
    const { name } = this.#operation;
    this.#services.logger.warn("capacity not raised", { operation: name, table, error });
  }
}

function whyOf(result: RaiseResult): GivingUp {
  switch (result.kind) {
    case "raised":
    case "raised already":
      return { kind: "still throttled" };
    case "refused":
      return result;
    case "waited in vain":
      return { kind: "not possible", because: "another one was changing the table all the time" };
    case "not raised": {
      const full = result.steps.find(({ reason }) => reason === "at the maximum");
      if (full !== undefined) return { kind: "at the maximum", because: full.because };
      const because = result.steps[0]?.because ?? "what was throttled is not there any more";
      return { kind: "not possible", because };
    }
  }
}
