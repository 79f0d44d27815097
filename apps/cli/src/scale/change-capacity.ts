import { awsRequest } from "@spillway/aws";
import {
  type Applied,
  capacityController,
  type ScalingEvent,
  type ScalingStep,
  type TableScaling,
} from "@spillway/throughput-scaling";
import { type AskedCapacity, decideAsked } from "./asked-capacity.ts";
import type { ScalingTarget } from "./scaling-target.ts";

/** What became of a change that a person asked for. */
export interface ChangeResult {
  readonly table: string;
  /** Requests that DynamoDB accepted. */
  readonly changed: readonly ScalingEvent[];
  /** Requests that it refused, by its error code. */
  readonly refused: readonly ScalingEvent[];
  /** What was not asked of it, and why. */
  readonly held: readonly ScalingStep[];
  /** What would have been asked of it after the change at which it `stopped`. */
  readonly notSent: readonly ScalingStep[];
  /** Why not all was sent, or that the last change is not in effect yet. */
  readonly stopped?: NonNullable<Extract<Applied, { kind: "decided" }>["stopped"]> | "busy";
  /** Who changes the table instead, until when at the latest. */
  readonly busyUntil?: string;
}

/** How long it is waited for another one who changes the table. */
const WAIT_FOR_LEASE_MS = 10_000;

/**
 * Changes a table's capacity as a person asks: under the lease that all who scale it take, kept in the
 * history as theirs.
 *
 * @param waits whether it is waited for another one who changes it, and until the table is ACTIVE
 */
export async function changeCapacity(
  { clients, store }: ScalingTarget,
  table: string,
  scaling: TableScaling,
  asked: AskedCapacity,
  waits: boolean,
): Promise<ChangeResult> {
  const client = await clients.dynamodb();
  const controller = capacityController({ client, store, scaling: () => scaling });
  const applied = await awsRequest(`could not scale table ${table}`, clients.target, () =>
    controller.apply(
      table,
      (view, memory) => decideAsked(scaling, asked, view, memory),
      "person",
      waits ? { waitForLeaseMs: WAIT_FOR_LEASE_MS } : { waitForActiveMs: 0 },
    ),
  );
  return resultOf(table, applied);
}

function resultOf(table: string, applied: Applied): ChangeResult {
  if (applied.kind === "busy") {
    const untilMs = applied.state.lease?.untilMs;
    return {
      ...{ table, changed: [], refused: [], held: [], notSent: [], stopped: "busy" },
      ...(untilMs === undefined ? {} : { busyUntil: new Date(untilMs).toISOString() }),
    };
  }
  const { decision, events, stopped } = applied;
  const sent = new Set(events.flatMap(({ steps }) => steps.map(({ resource }) => resource)));
  return {
    table,
    changed: events.filter(({ refused }) => refused === undefined),
    refused: events.filter(({ refused }) => refused !== undefined),
    held: decision.steps.filter(({ from, to }) => from === to),
    notSent: decision.steps.filter((step) => step.from !== step.to && !sent.has(step.resource)),
    ...(stopped === undefined ? {} : { stopped }),
  };
}

/** Whether all that was asked for is done, or begun. */
export function isDone({ refused, held, notSent, stopped }: ChangeResult): boolean {
  if (refused.length + held.length + notSent.length > 0) return false;
  return stopped === undefined || stopped === "still updating";
}
