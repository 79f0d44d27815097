import { systemClock } from "@spillway/pacing";
import type { ThrottledCapacity } from "../rules/raise-throttled.ts";
import type { TableScaling } from "../rules/table-scaling.ts";
import { SILENT_LOGGER } from "../scaling-logger.ts";
import type { ScalingActor } from "../state/scaling-store.ts";
import { type Applied, applyDecision, type Decide } from "./apply-decision.ts";
import type { CapacityControllerOptions } from "./controller-options.ts";
import type { RaiseResult } from "./raise-turn.ts";
import { RaisesInFlight } from "./raises-in-flight.ts";
import { dynamodbTableCapacity, type TableCapacity } from "./table-capacity.ts";

/** What one operation, or one run of the scaler, has of its own. */
export interface RaiseOptions {
  /** How the table is steered for this operation; default the controller's. */
  readonly scaling?: TableScaling;
  /** Ends the waiting, not what was begun. */
  readonly signal?: AbortSignal;
}

/** How long `apply` may take. */
export interface ApplyOptions {
  /** How long it waits for the lease, in milliseconds; default 0: it is busy then. */
  readonly waitForLeaseMs?: number;
  /** How long it waits until the table is ACTIVE, in milliseconds; default the controller's `waitMs`. */
  readonly waitForActiveMs?: number;
}

/**
 * The one who changes capacity. Of all that share a store, one at a time does for each table.
 */
export interface CapacityController {
  /**
   * Raises what was throttled for lack of provisioned capacity, unless it was raised since. Callers of
   * one process share one request, and callers of all processes one raise for each step.
   *
   * @param sinceMs when the attempt that was throttled was sent, in milliseconds by the same clock
   * @throws TABLE_ON_DEMAND; the signal's reason; DynamoDB's own error, such as one of missing rights
   */
  raise(
    table: string,
    throttled: readonly ThrottledCapacity[],
    sinceMs: number,
    options?: RaiseOptions,
  ): Promise<RaiseResult>;
  /**
   * Takes the lease, looks at the table, asks for a decision, sends its requests and keeps memory and
   * events. The view has no minutes: who decides from metrics adds them.
   *
   * @param by who is named in the history
   * @throws TABLE_ON_DEMAND; what `decide` throws; DynamoDB's own error
   */
  apply(table: string, decide: Decide, by: ScalingActor, options?: ApplyOptions): Promise<Applied>;
}

const WAIT_MS = 120_000;

/**
 * Makes a controller.
 *
 * @example
 * const controller = capacityController({
 *   client,
 *   store: dynamodbScalingStore(client, "spillway-dev-scaling"),
 *   scaling: () => tableScaling(scalingSettings(process.env)),
 * });
 * await controller.raise("users", [{ resource: TABLE_RESOURCE, access: "write" }], sentAtMs);
 */
export function capacityController(options: CapacityControllerOptions): CapacityController {
  return controllerOf(dynamodbTableCapacity(options.client), options);
}

/** The same over whatever has tables: a test's, in virtual time. */
export function controllerOf(
  capacity: TableCapacity,
  options: Omit<CapacityControllerOptions, "client">,
): CapacityController {
  const { store, scaling, waitMs = WAIT_MS } = options;
  const { clock = systemClock, random = Math.random, logger = SILENT_LOGGER } = options;
  const services = { capacity, store, clock, random, logger };
  const raises = new RaisesInFlight(services, waitMs);
  return {
    raise: (table, throttled, sinceMs, { scaling: own, signal } = {}) =>
      raises.raise({ table, throttled, sinceMs, scaling: own ?? scaling(table) }, signal),
    apply: (table, decide, by, { waitForLeaseMs = 0, waitForActiveMs = waitMs } = {}) =>
      applyDecision(services, { table, by, scaling: scaling(table) }, decide, {
        waitForLeaseMs,
        waitForActiveMs,
      }),
  };
}
