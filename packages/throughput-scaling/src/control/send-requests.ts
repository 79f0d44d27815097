import type { CapacityRequest, CapacityView } from "@spillway/capacity";
import { timeOrderedId } from "@spillway/item";
import type { Clock, Random } from "@spillway/pacing";
import { rememberChange, rememberRefusal } from "../rules/remember.ts";
import type { ScalingDecision, ScalingMemory } from "../rules/scaling-decision.ts";
import type { TableScaling } from "../rules/table-scaling.ts";
import type { ScalingLogger } from "../scaling-logger.ts";
import type { ScalingActor, ScalingEvent, ScalingStore } from "../state/scaling-store.ts";
import type { HeldLease } from "./held-lease.ts";
import { markRaised, raisedBy } from "./scaling-memory.ts";
import type { TableCapacity, UpdateOutcome } from "./table-capacity.ts";
import { waitUntilActive } from "./wait-until-active.ts";

/** Who sends requests, with what, and how long. */
export interface Sending {
  readonly table: string;
  readonly by: ScalingActor;
  readonly scaling: TableScaling;
  readonly capacity: TableCapacity;
  readonly store: ScalingStore;
  readonly lease: HeldLease;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: ScalingLogger;
  /** When it is waited for ACTIVE no longer, in milliseconds. */
  readonly untilMs: number;
}

/** What became of a decision's requests. */
export interface Sent {
  readonly memory: ScalingMemory;
  readonly events: readonly ScalingEvent[];
  /** When the last increase took effect, in milliseconds; undefined where there was none. */
  readonly raisedAtMs?: number;
  /** Why not all were sent, or that the last one is not in effect yet. */
  readonly stopped?: "in use" | "limit exceeded" | "lease lost" | "still updating";
  /** What DynamoDB said of the limit. */
  readonly limit?: string;
}

/**
 * Sends requests one after the other, each when the table is ACTIVE after the one before, and waits
 * until it is ACTIVE after the last. What was sent is kept in the history.
 */
export async function sendRequests(
  sending: Sending,
  view: CapacityView,
  memoryBefore: ScalingMemory,
  decision: ScalingDecision,
): Promise<Sent> {
  const { table, scaling, capacity, lease, clock } = sending;
  const events: ScalingEvent[] = [];
  let memory = memoryBefore;
  let raisedAtMs: number | undefined;
  const sent = (stopped?: Sent["stopped"]): Sent => ({
    memory,
    events,
    ...(raisedAtMs === undefined ? {} : { raisedAtMs }),
    ...(stopped === undefined ? {} : { stopped }),
  });
  for (const request of decision.requests) {
    // A process that stood still may hold it no longer: then what it decided is too old to be sent.
    if (!(await lease.renew())) return sent("lease lost");
    const outcome = await capacity.update(table, request);
    events.push(await keepEvent(sending, decision, request, outcome));
    if (outcome.kind === "in use") return sent("in use");
    if (outcome.kind === "limit exceeded") {
      memory = rememberRefusal(view, memory, request, outcome.nextDecreaseAtMs);
      // A refused decrease says nothing of the table's or another index's.
      if (outcome.nextDecreaseAtMs !== undefined) continue;
      return { ...sent("limit exceeded"), limit: outcome.message };
    }
    memory = rememberChange(scaling, view, memory, request);
    const raised = raisedBy(view, request);
    const active = await waitUntilActive({
      ...{ clock, random: sending.random, untilMs: sending.untilMs, request },
      describe: () => capacity.describe(table),
      onLook: async () => {
        await lease.renew();
      },
    });
    if (raised.length > 0) {
      raisedAtMs = clock.now();
      memory = markRaised(memory, raised, raisedAtMs);
    }
    if (active === undefined) return sent("still updating");
  }
  return sent();
}

async function keepEvent(
  { table, by, store, clock, logger }: Sending,
  decision: ScalingDecision,
  request: CapacityRequest,
  outcome: UpdateOutcome,
): Promise<ScalingEvent> {
  const atMs = clock.now();
  const changed = new Set(request.changes.map(({ resource }) => resource));
  const event: ScalingEvent = {
    id: timeOrderedId(atMs),
    table,
    atMs,
    by,
    steps: decision.steps.filter(({ resource, from, to }) => from !== to && changed.has(resource)),
    ...(outcome.kind === "accepted" ? {} : { refused: outcome.code }),
  };
  if (outcome.kind === "accepted") logger.info("capacity changed", { ...event });
  else logger.warn("capacity not changed", { ...event, message: outcome.message });
  // The change is made: that its history can't be kept is no reason to fail.
  await store.record(event).catch((error: unknown) => {
    logger.warn("history not kept", { table, error });
  });
  return event;
}
