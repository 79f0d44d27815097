import type { CapacityRequest, CapacityView } from "@spillway/capacity";
import { expectedUse, type TableShapes } from "../prediction/expected-use.ts";
import { decideRequests } from "../rules/decide-capacity.ts";
import { raiseThrottled, type ThrottledCapacity } from "../rules/raise-throttled.ts";
import { NOTHING_REMEMBERED, rememberChange, rememberRefusal } from "../rules/remember.ts";
import type { ScalingMemory } from "../rules/scaling-decision.ts";
import { minutesNeeded, type TableScaling } from "../rules/table-scaling.ts";
import { UseHistory } from "./use-history.ts";

/** What the scaler in a simulation has beside its rules. */
export interface ScalerPolicyOptions {
  readonly name: string;
  /** Whether the clients are wrapped: they raise what is throttled at once. Default false. */
  readonly hasWrappedClients?: boolean;
  /** Whether capacity is raised ahead of what comes back each day or week. Default false. */
  readonly predicts?: boolean;
}

/** Why DynamoDB refused; it says when the next decrease can be made where that was the reason. */
export interface RefusedUpdate {
  readonly code: string;
  readonly nextDecreaseAtMs?: number;
}

const DAY_MS = 24 * 3_600_000;

/**
 * The scaler as what steers capacity in a simulation: the very decisions of the function, and of wrapped
 * clients. It has the form of the simulator's `CapacityPolicy`; one object serves one simulation.
 *
 * @example
 * simulate(load, scalerPolicy(scaling, { name: "Spillway", hasWrappedClients: true }));
 */
export function scalerPolicy(scaling: TableScaling, options: ScalerPolicyOptions) {
  return new ScalerPolicy(scaling, options);
}

/** See {@link scalerPolicy}. */
export class ScalerPolicy {
  readonly name: string;
  readonly billing = "provisioned";
  /** The function's schedule. */
  readonly looksEveryMs = 60_000;
  /** CloudWatch has a minute about a minute after it ended. */
  readonly metricDelayMs = 60_000;
  readonly seesMinutes: number;
  readonly throttled:
    | ((view: CapacityView, throttled: readonly ThrottledCapacity[]) => readonly CapacityRequest[])
    | undefined;
  readonly #scaling: TableScaling;
  readonly #history: UseHistory | undefined;
  #memory: ScalingMemory = NOTHING_REMEMBERED;
  /** What the requests of which nothing was heard yet were decided on. */
  #view: CapacityView | undefined;
  #shapes: TableShapes = {};
  #learnedAtMs: number | undefined;

  constructor(scaling: TableScaling, options: ScalerPolicyOptions) {
    this.name = options.name;
    this.#scaling = scaling;
    this.seesMinutes = minutesNeeded(scaling);
    this.#history = options.predicts === true ? new UseHistory() : undefined;
    if (options.hasWrappedClients === true) {
      this.throttled = (view, throttled) => this.#raise(view, throttled);
    }
  }

  decide(view: CapacityView): readonly CapacityRequest[] {
    this.#view = view;
    this.#learn(view);
    const expected =
      this.#history === undefined ? undefined : expectedUse(this.#shapes, view.nowMs);
    return decideRequests(this.#scaling, view, this.#memory, expected);
  }

  taken(request: CapacityRequest): void {
    if (this.#view === undefined) return;
    this.#memory = rememberChange(this.#scaling, this.#view, this.#memory, request);
  }

  refused(request: CapacityRequest, refusal: RefusedUpdate): void {
    if (this.#view === undefined) return;
    this.#memory = rememberRefusal(this.#view, this.#memory, request, refusal.nextDecreaseAtMs);
  }

  #raise(view: CapacityView, throttled: readonly ThrottledCapacity[]): readonly CapacityRequest[] {
    this.#view = view;
    return raiseThrottled(this.#scaling, view, throttled).requests;
  }

  /** Once a day, as the function does. */
  #learn(view: CapacityView): void {
    if (this.#history === undefined) return;
    this.#history.add(view);
    if (this.#learnedAtMs === undefined) this.#learnedAtMs = view.nowMs;
    if (view.nowMs - this.#learnedAtMs < DAY_MS) return;
    this.#learnedAtMs = view.nowMs;
    this.#shapes = this.#history.learn();
  }
}
