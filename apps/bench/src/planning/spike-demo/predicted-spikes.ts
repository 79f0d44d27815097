import type { TableShape } from "@spillway/capacity";
import type { PlainRecord } from "@spillway/item";
import {
  type Burst,
  runSpikes,
  type SpikeConditions,
  type SpikeOptions,
  type SpikeResult,
} from "@spillway/planner";
import { SPIKE_KEYS, sampleRecords, spikeRecords } from "@spillway/sample-spike";
import type { DeployedSpike } from "./deployed-spike.ts";
import type { DemoOutputs } from "./local-environment.ts";

/** The records of the demo's spike, as the functions make them. */
export async function demoRecords(): Promise<readonly PlainRecord[]> {
  const spike = { run: "00000000-0000-0000-0000-000000000000", now: Date.now, ttlSeconds: 86_400 };
  const records: PlainRecord[] = [];
  for await (const record of spikeRecords(sampleRecords(), spike)) records.push(record);
  return records;
}

/** Runs the three strategies of the demo in virtual time, at one moment, as `spillway compare` does. */
export function predictedSpikes(
  { spike, burst_seconds: burstSeconds }: DemoOutputs,
  deployed: DeployedSpike,
  records: readonly PlainRecord[],
  run: { readonly seed: number; readonly conditions: SpikeConditions },
): Promise<readonly SpikeResult[]> {
  const bursts: readonly Burst[] = [{ atSeconds: 0, records, count: records.length }];
  const { direct, buffered, spillover } = spike;
  const spikes: readonly SpikeOptions[] = [
    {
      strategy: "direct",
      table: shapeOf(direct),
      writer: deployed.writer,
      ...{ bursts, burstSeconds },
    },
    {
      strategy: "buffered",
      table: shapeOf(buffered),
      queue: deployed.buffer,
      ...{ bursts, burstSeconds },
    },
    {
      strategy: "spillover",
      table: shapeOf(spillover),
      writer: deployed.spilling,
      queue: deployed.spillBuffer,
      ...{ bursts, burstSeconds },
    },
  ];
  return runSpikes(spikes, run);
}

function shapeOf(table: {
  readonly table_name: string;
  readonly write_capacity: number;
}): TableShape {
  return {
    name: table.table_name,
    keys: SPIKE_KEYS,
    billing: { mode: "provisioned", writeUnits: table.write_capacity, readUnits: 1 },
    globalIndexes: [],
    localIndexes: [],
  };
}
