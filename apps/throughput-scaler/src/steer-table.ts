import type { CapacityView } from "@spillway/capacity";
import {
  type CapacityController,
  type Decide,
  type DescribedTable,
  decideCapacity,
  type ExpectedUse,
  type MinutesByResource,
  type ScalingDecision,
  type ScalingMemory,
  type ScalingStep,
  type ScalingStore,
  type TableScaling,
  type ThrottledCapacity,
  tableView,
  withMinutes,
} from "@spillway/throughput-scaling";
import { alarmDecision } from "./alarm-decision.ts";

/** One table in one run. */
export interface TableCase {
  readonly name: string;
  readonly scaling: TableScaling;
  readonly described: DescribedTable;
  readonly minutes: MinutesByResource;
  readonly nowMs: number;
  /** What an alarm says was throttled. */
  readonly throttled: readonly ThrottledCapacity[];
  readonly expected?: ExpectedUse | undefined;
  /** The same where it is only to be said what it would change. */
  readonly rehearsed?: ExpectedUse | undefined;
  /** Whether nothing is to be changed. */
  readonly dryRun: boolean;
  /** How long the table may take to become ACTIVE, in milliseconds. */
  readonly waitForActiveMs: number;
}

/** What was decided on a table, and what became of it. */
export interface Steered {
  readonly outcome: "unchanged" | "changed" | "would change" | "busy" | "refused";
  readonly decision: ScalingDecision;
  /** Throttled though capacity was left. */
  readonly hot: readonly ThrottledCapacity[];
  /** What the prediction that is only rehearsed would have raised. */
  readonly rehearsed: readonly ScalingStep[];
  /** What the decision was made from. */
  readonly view: CapacityView;
  readonly memory: ScalingMemory;
}

/**
 * Decides on one table, and does it. Where there is nothing to do, nobody's lease is taken: most minutes
 * are read requests only.
 */
export async function steerTable(
  { store, controller }: { readonly store: ScalingStore; readonly controller: CapacityController },
  of: TableCase,
): Promise<Steered> {
  let hot: readonly ThrottledCapacity[] = [];
  const decide: Decide = (bare, memory) => {
    const view = withMinutes(bare, of.minutes);
    const decided = decideCapacity(of.scaling, view, memory, of.expected);
    if (of.throttled.length === 0) return decided;
    const answer = alarmDecision(of.scaling, view, memory, of.throttled, decided);
    hot = answer.hot;
    return answer.decision;
  };
  const { memory } = await store.read(of.name);
  const view = tableView(of.described, of.minutes, of.nowMs);
  const decision = await decide(view, memory);
  const steered = { decision, hot, view, memory, rehearsed: rehearsedSteps(of, view, memory) };
  if (decision.requests.length === 0) return { ...steered, outcome: "unchanged" };
  if (of.dryRun) return { ...steered, outcome: "would change" };
  const applied = await controller.apply(of.name, decide, "scaler", {
    waitForActiveMs: of.waitForActiveMs,
  });
  if (applied.kind === "busy") return { ...steered, outcome: "busy" };
  const isChanged = applied.events.some(({ refused }) => refused === undefined);
  const isRefused = applied.events.length > 0 && !isChanged;
  const outcome = isChanged ? "changed" : isRefused ? "refused" : "unchanged";
  return { ...steered, hot, decision: applied.decision, outcome };
}

function rehearsedSteps(
  { scaling, rehearsed }: TableCase,
  view: CapacityView,
  memory: ScalingMemory,
): readonly ScalingStep[] {
  if (rehearsed === undefined) return [];
  const { steps } = decideCapacity(scaling, view, memory, rehearsed);
  return steps.filter(({ reason }) => reason === "predicted");
}
