import type { Clock, Deadline } from "@spillway/pacing";
import {
  type CapacityController,
  expectedUse,
  notSteeredCondition,
  type ScalingStep,
  type TableShapes,
} from "@spillway/throughput-scaling";
import type { TableAnswer } from "./answer.ts";
import type { LearnedShapes } from "./learned-shapes.ts";
import type { Looked, Table } from "./look-at-tables.ts";
import type { Run } from "./run.ts";
import type { Settings } from "./settings.ts";
import { type Steered, steerTable } from "./steer-table.ts";
import type { StepLog } from "./telling/step-log.ts";
import { tellConditions } from "./telling/tell-conditions.ts";
import { type TellServices, tellTable } from "./telling/tell-table.ts";

/** What steering a table and telling of it needs. */
export interface RunningServices extends TellServices {
  readonly settings: Settings;
  readonly controller: CapacityController;
  readonly shapes: LearnedShapes;
  readonly steps: StepLog;
  readonly clock: Clock;
}

/** A raise takes seconds to minutes: the next look follows it up, and costs less than waiting. */
const WAIT_FOR_ACTIVE_MS = 5_000;
const MINUTE_HOURS = 1 / 60;

/** Steers one table that was looked at, and tells of it. */
export async function steerLooked(
  services: RunningServices,
  run: Run,
  [name, scaling]: Table,
  look: Exclude<Looked, { kind: "failed" }>,
  deadline: Deadline,
): Promise<TableAnswer> {
  const { clock, watches } = services;
  const nowMs = clock.now();
  if (look.kind === "not steered") {
    if (run.kind === "dry run") return { outcome: look.why };
    const watch = await watches.read(name);
    const conditions = [notSteeredCondition(name, look.why)];
    await tellConditions(services, { table: name, nowMs, watch }, conditions);
    return { outcome: look.why };
  }
  const steered = await steerTable(services, {
    ...{ name, scaling, nowMs, described: look.described, minutes: look.minutes },
    throttled: run.kind === "alarm" ? (run.throttled.get(name) ?? []) : [],
    ...(await expectations(services, name, look, nowMs)),
    dryRun: run.kind === "dry run",
    waitForActiveMs: Math.min(WAIT_FOR_ACTIVE_MS, deadline.remainingMs()),
  });
  const { outcome, decision } = steered;
  services.steps.tell(name, outcome, decision.steps, steered.memory, nowMs);
  rehearsed(services, name, steered.rehearsed);
  if (run.kind !== "dry run") {
    const hours = run.kind === "schedule" ? MINUTE_HOURS : 0;
    await tell(services, [name, scaling], look, steered, hours);
  }
  return { outcome, steps: decision.steps };
}

type Seen = Extract<Looked, { kind: "seen" }>;

/** That something could not be told is no reason to say that the table was not scaled. */
async function tell(
  services: RunningServices,
  [table, scaling]: Table,
  { sinceMs }: Seen,
  { view, memory, decision, hot }: Steered,
  hours: number,
): Promise<void> {
  try {
    await tellTable(services, {
      ...{ table, scaling, view, memory, steps: decision.steps, hot, hours },
      ...(sinceMs === undefined ? {} : { sinceMs }),
    });
  } catch (error) {
    services.logger.warn("what happened to a table could not be told", {
      table,
      reason: String(error),
    });
  }
}

/** What is expected, to be done or to be said only. */
async function expectations(
  { settings, shapes, logger }: RunningServices,
  table: string,
  { described, sinceMs }: Seen,
  nowMs: number,
) {
  if (settings.PREDICTION === "off") return {};
  const resources = [...described.resources.keys()];
  const span = { nowMs, ...(sinceMs === undefined ? {} : { sinceMs }) };
  const learned: TableShapes = await shapes.of(table, resources, span, (error) => {
    logger.warn("weeks of metrics could not be read", { table, reason: String(error) });
  });
  const expected = expectedUse(learned, nowMs);
  return settings.PREDICTION === "on" ? { expected } : { rehearsed: expected };
}

function rehearsed(
  { logger }: RunningServices,
  table: string,
  steps: readonly ScalingStep[],
): void {
  for (const { resource, access, from, to, because } of steps) {
    const told = { table, index: resource || undefined, access, from, to, because };
    logger.info("prediction would raise capacity", told);
  }
}
