import type { CapacityView } from "@spillway/capacity";
import { fullJitterDelay } from "@spillway/pacing";
import type { ScalingDecision, ScalingMemory } from "../rules/scaling-decision.ts";
import type { TableScaling } from "../rules/table-scaling.ts";
import type { ScalingActor, ScalingEvent, ScalingState } from "../state/scaling-store.ts";
import { viewWithoutMinutes } from "./described-table.ts";
import { HeldLease } from "./held-lease.ts";
import type { TurnServices } from "./raise-turn.ts";
import { refuseOnDemand } from "./refuse-on-demand.ts";
import { withDescribed } from "./scaling-memory.ts";
import { type Sent, sendRequests } from "./send-requests.ts";

/** Decides what a table is to have, from what it has now and what is remembered. */
export type Decide = (
  view: CapacityView,
  memory: ScalingMemory,
) => ScalingDecision | Promise<ScalingDecision>;

/** What became of a decision. */
export type Applied =
  /** Another one is changing the table; nothing was decided. */
  | { readonly kind: "busy"; readonly state: ScalingState }
  | {
      readonly kind: "decided";
      readonly decision: ScalingDecision;
      /** One for each request that was sent; `refused` where DynamoDB did. */
      readonly events: readonly ScalingEvent[];
      /** Why not all requests were sent, or that the last one is not in effect yet. */
      readonly stopped?: NonNullable<Sent["stopped"]>;
    };

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 2_000;

/** Looks at a table, lets it be decided and does it, all under one lease. */
export async function applyDecision(
  services: Omit<TurnServices, "untilMs">,
  of: { readonly table: string; readonly by: ScalingActor; readonly scaling: TableScaling },
  decide: Decide,
  wait: { readonly waitForLeaseMs: number; readonly waitForActiveMs: number },
): Promise<Applied> {
  const { capacity, store, clock } = services;
  const lease = await leaseWithin(services, of.table, wait.waitForLeaseMs);
  if (lease === undefined) return { kind: "busy", state: await store.read(of.table) };
  let { memory } = lease.state;
  try {
    const described = await capacity.describe(of.table);
    refuseOnDemand(described);
    memory = withDescribed(memory, described, clock.now());
    const view = viewWithoutMinutes(described, clock.now());
    const decision = await decide(view, memory);
    const untilMs = clock.now() + wait.waitForActiveMs;
    const sending = { ...services, ...of, lease, untilMs };
    const sent = await sendRequests(sending, view, memory, decision);
    memory = sent.memory;
    if (!(await lease.release(memory, sent.raisedAtMs))) {
      services.logger.warn("lease lost", { table: of.table });
    }
    const { events, stopped } = sent;
    return { kind: "decided", decision, events, ...(stopped === undefined ? {} : { stopped }) };
  } catch (error) {
    // Others need not wait until it runs out; that it can't be given back is not the error to tell.
    await lease.release(memory).catch(() => undefined);
    throw error;
  }
}

async function leaseWithin(
  { store, clock, random }: Omit<TurnServices, "untilMs">,
  table: string,
  waitMs: number,
): Promise<HeldLease | undefined> {
  const untilMs = clock.now() + waitMs;
  for (let attempt = 0; ; attempt += 1) {
    const lease = await HeldLease.take(store, clock, table);
    const leftMs = untilMs - clock.now();
    if (lease !== undefined || leftMs <= 0) return lease;
    const baseMs = FIRST_DELAY_MS;
    const delayMs = fullJitterDelay({ attempt, baseMs, capMs: LONGEST_DELAY_MS, random });
    await clock.sleep(Math.min(leftMs, delayMs));
  }
}
