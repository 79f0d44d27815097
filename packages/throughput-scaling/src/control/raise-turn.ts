import { type Clock, fullJitterDelay, type Random } from "@spillway/pacing";
import { raiseThrottled, type ThrottledCapacity } from "../rules/raise-throttled.ts";
import type { ScalingStep } from "../rules/scaling-decision.ts";
import type { TableScaling } from "../rules/table-scaling.ts";
import type { ScalingLogger } from "../scaling-logger.ts";
import type { ScalingState, ScalingStore } from "../state/scaling-store.ts";
import { viewWithoutMinutes } from "./described-table.ts";
import { HeldLease } from "./held-lease.ts";
import { refuseOnDemand } from "./refuse-on-demand.ts";
import { markRaised, notRaisedSince, withDescribed } from "./scaling-memory.ts";
import { sendRequests } from "./send-requests.ts";
import type { TableCapacity } from "./table-capacity.ts";
import { waitUntilActive } from "./wait-until-active.ts";

/** What was throttled, and when. */
export interface Throttling {
  readonly table: string;
  readonly throttled: readonly ThrottledCapacity[];
  /** When the attempt that was throttled was sent, in milliseconds. */
  readonly sinceMs: number;
  readonly scaling: TableScaling;
}

/** With what a turn is done, and until when. */
export interface TurnServices {
  readonly capacity: TableCapacity;
  readonly store: ScalingStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: ScalingLogger;
  /** When it is waited no longer, in milliseconds. */
  readonly untilMs: number;
}

/** What became of a wish for more capacity. In each case the operation may be sent again. */
export type RaiseResult =
  /** By this turn; the table is ACTIVE, or was still UPDATING when the time was over. */
  | { readonly kind: "raised"; readonly steps: readonly ScalingStep[] }
  /** By another one, since the attempt was sent. */
  | { readonly kind: "raised already" }
  /** The steps say why: at the maximum. */
  | { readonly kind: "not raised"; readonly steps: readonly ScalingStep[] }
  /** DynamoDB refused: a quota of the account's. */
  | { readonly kind: "refused"; readonly because: string }
  /** Another one held the lease for all of the time. */
  | { readonly kind: "waited in vain" };

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 2_000;

/**
 * One wish for more capacity, from the lease to ACTIVE: raises what was throttled, unless somebody has
 * raised it since the attempt was sent.
 *
 * @throws TABLE_ON_DEMAND; an error of DynamoDB's that is no refusal for a known reason
 */
export async function raiseTurn(
  services: TurnServices,
  throttling: Throttling,
): Promise<{ readonly result: RaiseResult; readonly state: ScalingState }> {
  const { store, clock, random, untilMs } = services;
  const { table, throttled, sinceMs } = throttling;
  for (let attempt = 0; ; attempt += 1) {
    const lease = await HeldLease.take(store, clock, table);
    if (lease !== undefined) return whileHeld(services, throttling, lease);
    const leftMs = untilMs - clock.now();
    const baseMs = FIRST_DELAY_MS;
    const delayMs = fullJitterDelay({ attempt, baseMs, capMs: LONGEST_DELAY_MS, random });
    await clock.sleep(Math.min(Math.max(0, leftMs), delayMs));
    const state = await store.read(table);
    if (notRaisedSince(throttled, sinceMs, state.memory).length === 0) {
      return { result: { kind: "raised already" }, state };
    }
    if (leftMs <= 0) return { result: { kind: "waited in vain" }, state };
  }
}

async function whileHeld(
  services: TurnServices,
  throttling: Throttling,
  lease: HeldLease,
): Promise<{ readonly result: RaiseResult; readonly state: ScalingState }> {
  const { capacity, clock, logger } = services;
  const { table, throttled, sinceMs, scaling } = throttling;
  let { memory } = lease.state;
  let raisedAtMs: number | undefined;
  const release = async (result: RaiseResult) => {
    if (!(await lease.release(memory, raisedAtMs))) logger.warn("lease lost", { table });
    return { result, state: { ...lease.state, memory } };
  };
  const changedByAnother = () => {
    raisedAtMs = clock.now();
    memory = markRaised(
      memory,
      throttled.map(({ resource }) => resource),
      raisedAtMs,
    );
    return release({ kind: "raised already" });
  };
  try {
    if (notRaisedSince(throttled, sinceMs, memory).length === 0) {
      return await release({ kind: "raised already" });
    }
    const described = await capacity.describe(table);
    refuseOnDemand(described);
    if (described.isUpdating || lease.isTakenOver) {
      // Whoever changes it may have seen the same throttles: the next attempt tells whether it was enough.
      await active(services, table, lease);
      return await changedByAnother();
    }
    memory = withDescribed(memory, described, clock.now());
    const needed = notRaisedSince(throttled, sinceMs, memory);
    if (needed.length === 0) return await release({ kind: "raised already" });
    const view = viewWithoutMinutes(described, clock.now());
    const decision = raiseThrottled(scaling, view, needed);
    const { steps } = decision;
    if (decision.requests.length === 0) return await release({ kind: "not raised", steps });
    const sending = { ...services, table, by: "client" as const, scaling, lease };
    const sent = await sendRequests(sending, view, memory, decision);
    ({ memory, raisedAtMs } = { raisedAtMs: undefined, ...sent });
    if (sent.stopped === "in use") {
      await active(services, table, lease);
      return await changedByAnother();
    }
    if (sent.stopped === "lease lost") return await release({ kind: "raised already" });
    if (sent.stopped === "limit exceeded") {
      return await release({ kind: "refused", because: sent.limit ?? "a limit of DynamoDB's" });
    }
    return await release({ kind: "raised", steps });
  } catch (error) {
    // Others need not wait until it runs out; that it can't be given back is not the error to tell.
    await lease.release(memory, raisedAtMs).catch(() => undefined);
    throw error;
  }
}

function active(
  { capacity, clock, random, untilMs }: TurnServices,
  table: string,
  lease: HeldLease,
) {
  return waitUntilActive({
    ...{ clock, random, untilMs },
    describe: () => capacity.describe(table),
    onLook: async () => {
      await lease.renew();
    },
  });
}
