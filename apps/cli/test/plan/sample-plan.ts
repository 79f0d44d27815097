import type { CostParts, Plan, StrategyPlan } from "@spillway/planner";

function dollars(total: number): CostParts {
  const none = { indexes: 0, storage: 0, lambda: 0, sqs: 0, s3: 0, alarms: 0, once: 0 };
  return { ...none, table: total, total };
}

const TABLE = {
  name: "Users",
  keys: { partitionKey: { name: "pk", type: "S" as const } },
  billing: { mode: "on-demand" as const },
  globalIndexes: [],
  localIndexes: [],
};

function strategy(rest: Partial<StrategyPlan> & Pick<StrategyPlan, "key" | "name">): StrategyPlan {
  return {
    settings: { billing: "on-demand", table: TABLE },
    ...{ askedWrites: 7_200, writtenWrites: 7_200, throttledWrites: 0, throttles: [] },
    ...{ throttledReads: 0, lostWrites: 0, waitingWrites: 0, peakUnits: 60 },
    ...{ completeSeconds: 120, worstDelaySeconds: 0, mostBacklog: 0, unitHours: 0 },
    ...{ runCost: dollars(0.0045), monthCost: dollars(98.55) },
    lever: "More capacity throttles less.",
    series: {
      stepSeconds: 60,
      ...{ asked: [60, 60], peakAsked: [60, 60], throttled: [0, 0], waiting: [0, 0] },
      resources: [{ resource: "", provisioned: [0, 0], consumed: [60, 60] }],
    },
    ...rest,
  };
}

/** A plan of two minutes in which a queue is recommended. */
export const SAMPLE_PLAN: Plan = {
  workload: {
    ...{ name: "orders.csv", kind: "traffic", sources: ["orders.csv: 2 minutes"] },
    ...{ writes: 7_200, reads: 0, seconds: 120, peakWritesPerSecond: 60 },
    item: { bytes: 700, writeUnits: 1, indexWriteUnits: {}, readUnits: 0.5, storedBytes: 800 },
  },
  table: { name: "Users", source: "options", exists: false },
  prices: { region: "us-east-1", asOf: "2026-07" },
  strategies: [
    strategy({ key: "on-demand", name: "on demand" }),
    strategy({
      ...{ key: "fixed", name: "fixed at 20 units", completeSeconds: null },
      ...{ throttledWrites: 1_200, lostWrites: 1_200, limitedBy: "the table" },
      throttles: [
        { resource: "", reason: "TableWriteProvisionedThroughputExceeded", events: 1_200 },
      ],
      monthCost: dollars(9.49),
    }),
    strategy({
      ...{ key: "buffered", name: "through a queue, table at 20 units" },
      ...{ worstDelaySeconds: 240, mostBacklog: 4_800, completeSeconds: 360 },
      monthCost: dollars(12.4),
    }),
  ],
  advice: {
    strategy: "buffered",
    sentences: ["Send <all> through a queue, for $12.40 a month.", "The next best costs more."],
  },
  hotKeys: [{ key: "USER#1", share: 0.4, peakUnits: 2_400, shards: 3 }],
  assumptions: [
    {
      text: "The load is orders.csv",
      source: "orders.csv: 2 minutes",
      sensitivity: {
        dollarsOfMonth: { less: 11.2, more: 13.9 },
        throttledWrites: { less: 0, more: 0 },
        completeSeconds: { less: 288, more: 432 },
        changesAdvice: true,
      },
    },
    { text: "One partition gives 1,000 units", source: "https://docs.aws.amazon.com/a.html" },
  ],
};
