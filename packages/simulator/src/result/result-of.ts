import {
  costOfRequests,
  costOfUnitHours,
  type PricedUnits,
  pricesOf,
  unitHours,
} from "@spillway/capacity";
import type { SimulateOptions } from "../simulate-options.ts";
import type { SimulatedTable } from "../table/simulated-table.ts";
import type { TableFlows } from "../table/table-flows.ts";
import { LEAST_WAITING } from "../writers/waiting-writes.ts";
import type { Recorder } from "./recorder.ts";
import type { ResourceResult, SimulationResult } from "./simulation-result.ts";

/** What a run leaves to sum up. */
export interface FinishedRun {
  readonly options: SimulateOptions;
  readonly flows: TableFlows;
  readonly recorder: Recorder;
  readonly table: SimulatedTable;
  readonly updates: SimulationResult["updates"];
  readonly untilMs: number;
}

/** The result of a run. */
export function resultOf(run: FinishedRun): SimulationResult {
  const { options, flows, recorder, untilMs } = run;
  const { pattern } = options.load;
  const resources = flows.resources.map((resource, place) => resourceOf(run, resource, place));
  return {
    policy: options.policy.name,
    load: pattern.name,
    seconds: (untilMs - pattern.startMs) / 1_000,
    writes: writesOf(run),
    reads: recorder.reads,
    throttles: recorder.throttles(),
    resources,
    updates: run.updates,
    dollars: dollarsOf(options, resources),
    series: recorder.series.series(),
  };
}

function writesOf({ options, flows, recorder }: FinishedRun): SimulationResult["writes"] {
  const { asked, throttled, mostWaiting } = recorder.writes;
  const { lost, waiting, delayed, queued, worstDelayMs, lastDoneMs } = flows.writes;
  const { startMs } = options.load.pattern;
  return {
    ...{ asked, written: asked - lost - waiting, throttled, lost, waiting, delayed },
    ...{ worstDelaySeconds: worstDelayMs / 1_000, mostWaiting, queued },
    completeSeconds: waiting >= LEAST_WAITING ? null : ((lastDoneMs ?? startMs) - startMs) / 1_000,
  };
}

function resourceOf(
  { recorder, table, untilMs }: FinishedRun,
  resource: string,
  place: number,
): ResourceResult {
  const { all, peak } = recorder.consumed(place);
  const { increases, decreases, history } = table.of(resource);
  const most = (changes: readonly { readonly units: number }[]) =>
    changes.reduce((units, change) => Math.max(units, change.units), 0);
  return {
    resource,
    consumed: { ...all },
    peakConsumed: { ...peak },
    peakProvisioned: { readUnits: most(history.read), writeUnits: most(history.write) },
    lastProvisioned: {
      readUnits: history.read.at(-1)?.units ?? 0,
      writeUnits: history.write.at(-1)?.units ?? 0,
    },
    unitHours: { read: unitHours(history.read, untilMs), write: unitHours(history.write, untilMs) },
    increases,
    decreases,
  };
}

function dollarsOf(
  { policy, prices = pricesOf("us-east-1") }: SimulateOptions,
  resources: readonly ResourceResult[],
): SimulationResult["dollars"] {
  const sum = (of: (resource: ResourceResult) => PricedUnits): PricedUnits => {
    const total = { readUnits: 0, writeUnits: 0 };
    for (const resource of resources) {
      const { readUnits, writeUnits } = of(resource);
      total.readUnits += readUnits;
      total.writeUnits += writeUnits;
    }
    return total;
  };
  if (policy.billing === "on-demand") {
    const dollars = costOfRequests(
      sum(({ consumed }) => consumed),
      prices,
    );
    return { billed: dollars, provisioned: dollars };
  }
  const hours = (how: "billed" | "provisioned") =>
    costOfUnitHours(
      sum(({ unitHours: { read, write } }) => ({ readUnits: read[how], writeUnits: write[how] })),
      prices,
    );
  return { billed: hours("billed"), provisioned: hours("provisioned") };
}
