import { type CapacityUnits, TABLE_RESOURCE, type TableShape } from "@spillway/capacity";
import {
  applicationAutoScaling,
  type CapacityPolicy,
  fixed,
  type LoadPattern,
  onDemand,
  onDemandTable,
} from "@spillway/simulator";
import { scalerPolicy, type TableScaling } from "@spillway/throughput-scaling";

/** Who steers, and the table as it begins under them. */
export interface Contender {
  readonly key: ContenderKey;
  readonly table: TableShape;
  readonly policy: CapacityPolicy;
}

export const CONTENDERS = [
  "spillway",
  "spillway-predicting",
  "spillway-clients",
  "thrifty",
  "auto-scaling",
  "fixed",
  "on-demand",
] as const;
export type ContenderKey = (typeof CONTENDERS)[number];

/** The index that every write reaches. */
export const INDEX = "byEmail";

const TARGET_PERCENT = 70;
const READ_UNITS = 5;
const BASE_WRITES = 10;
const MAX_WRITES = 10_000;

const units = (writeUnits: number): CapacityUnits => ({ readUnits: READ_UNITS, writeUnits });
const bounds = { base: units(BASE_WRITES), max: units(MAX_WRITES) };

/** What ours is set to: the documented defaults, but for the bounds, which are Application Auto Scaling's too. */
const scaling: TableScaling = {
  table: bounds,
  indexes: { [INDEX]: bounds },
  scaleUpFactor: 2,
  scaleDownDelayMs: 10 * 60_000,
  targetShare: TARGET_PERCENT / 100,
};

/**
 * As thrifty as it can be set where few throttled writes are worth money: small steps, little room, soon back.
 */
const thrifty: TableScaling = {
  ...scaling,
  scaleUpFactor: 1.22,
  scaleDownDelayMs: 2 * 60_000,
  targetShare: 0.9,
};

/** Everyone who steers a table under this load. Each begins with what the first hour needs at the target. */
export function contendersOf(pattern: LoadPattern): readonly Contender[] {
  const first = Math.ceil((meanOfFirstHour(pattern) * 100) / TARGET_PERCENT);
  const steered = tableWith(Math.max(BASE_WRITES, first));
  const ours = (
    key: ContenderKey,
    set: TableScaling,
    options: Parameters<typeof scalerPolicy>[1],
  ) => ({ key, table: steered, policy: scalerPolicy(set, options) });
  const autoScaled = { min: bounds.base, max: bounds.max };
  return [
    ours("spillway", scaling, { name: "Spillway" }),
    ours("spillway-predicting", scaling, { name: "Spillway, predicting", predicts: true }),
    ours("spillway-clients", scaling, {
      name: "Spillway, wrapped clients",
      hasWrappedClients: true,
    }),
    ours("thrifty", thrifty, { name: "Spillway, thrifty", hasWrappedClients: true }),
    {
      key: "auto-scaling",
      table: steered,
      policy: applicationAutoScaling({
        bounds: { [TABLE_RESOURCE]: autoScaled, [INDEX]: autoScaled },
        targetPercent: TARGET_PERCENT,
      }),
    },
    {
      key: "fixed",
      table: tableWith(Math.ceil(highestOf(pattern))),
      policy: fixed("fixed at the peak"),
    },
    { key: "on-demand", table: onDemandTable(steered), policy: onDemand() },
  ];
}

function tableWith(writeUnits: number): TableShape {
  const billing = { mode: "provisioned" as const, ...units(writeUnits) };
  const partitionKey = { name: "pk", type: "S" as const };
  return {
    name: "Entities",
    keys: { partitionKey },
    billing,
    globalIndexes: [
      {
        name: INDEX,
        keys: { partitionKey: { name: "email", type: "S" } },
        projection: { type: "ALL" },
        billing,
      },
    ],
    localIndexes: [],
  };
}

function meanOfFirstHour({ writes, stepSeconds }: LoadPattern): number {
  const steps = Math.min(writes.length, Math.ceil(3_600 / stepSeconds));
  let sum = 0;
  for (let step = 0; step < steps; step += 1) sum += writes[step] ?? 0;
  return sum / steps;
}

function highestOf({ writes }: LoadPattern): number {
  let highest = 1;
  for (let step = 0; step < writes.length; step += 1)
    highest = Math.max(highest, writes[step] ?? 0);
  return highest;
}
