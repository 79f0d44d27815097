import { capacityPricesOf, TABLE_RESOURCE } from "@spillway/capacity";
import {
  type DayCosts,
  memoryScalingStore,
  NOTHING_REMEMBERED,
  type ScalingStep,
  scalingSettings,
  tableScaling,
} from "@spillway/throughput-scaling";
import { expect, test } from "vitest";
import { lastWholeDay } from "../../src/telling/cost-of-day.ts";
import type { Counts } from "../../src/telling/count.ts";
import { pricesOfRegion } from "../../src/telling/prices-of-region.ts";
import { tellTable } from "../../src/telling/tell-table.ts";
import { MemoryWatches } from "./memory-watches.ts";

const NOON = Date.UTC(2026, 2, 5, 12);
const HOUR = 3_600_000;
const scaling = tableScaling(scalingSettings({}));

function local(region = "us-east-1") {
  const store = memoryScalingStore();
  const counts: Counts[] = [];
  const costs: DayCosts[] = [];
  const notices: string[] = [];
  const services = {
    settings: { NOTICE_REPEAT_HOURS: 24, FREQUENT_RAISES_PER_HOUR: 2 },
    ...{ store, watches: new MemoryWatches(), prices: capacityPricesOf(region) },
    days: {
      record: async (_: string, day: DayCosts) => void costs.push(day),
      days: async () => costs,
    },
    // 300,000 units in one period of each metric, and nothing said of what was provisioned.
    getMetricData: async ({ MetricDataQueries }: { MetricDataQueries: { Id: string }[] }) => ({
      MetricDataResults: MetricDataQueries.slice(0, 2).map(({ Id }) => ({
        ...{ Id, Timestamps: [new Date(Date.UTC(2026, 2, 4, 9))], Values: [300_000] },
      })),
    }),
    count: (_: string, __: string, of: Counts) => void counts.push(of),
    publish: async ({ subject }: { subject: string }) => void notices.push(subject),
    logger: { info() {}, warn() {} } as never,
  };
  const tell = async (nowMs: number, writeUnits: number, hours = 1 / 60) => {
    counts.length = 0;
    await tellTable(services, {
      ...{ table: "orders", scaling, memory: NOTHING_REMEMBERED, steps: [], hot: [], hours },
      view: {
        ...{ nowMs, isUpdating: false },
        resources: new Map([
          [TABLE_RESOURCE, { provisioned: { readUnits: 5, writeUnits }, minutes: [] }],
        ]),
      },
    });
    return [...counts];
  };
  const change = async (id: string, atMs: number, from: number, to: number, refused?: string) => {
    const step: ScalingStep = {
      ...{ resource: TABLE_RESOURCE, access: "write", from, to, reason: "throttled", because: "" },
    };
    await store.record({
      ...{ id, table: "orders", atMs, by: "client", steps: [step] },
      ...(refused === undefined ? {} : { refused }),
    });
  };
  return { tell, change, costs, notices };
}

test("counts each change once, whoever made it, and frequent ones are told", async () => {
  const { tell, change, notices } = local();
  await tell(NOON, 5);
  await change("1", NOON + 1, 5, 10);
  await change("2", NOON + 2, 10, 20);
  expect(await tell(NOON + 60_000, 20)).toEqual([
    { CapacityRaised: 2, RaisedUnitHours: 0.25, RaisedDollars: expect.closeTo(0.0001625, 8) },
  ]);
  await change("3", NOON + 3, 20, 40);
  await change("4", NOON + 4, 40, 5, "LimitExceededException");
  expect(await tell(NOON + 120_000, 40, 0)).toEqual([{ CapacityRaised: 1, ChangesRefused: 1 }]);
  expect(await tell(NOON + 180_000, 5)).toEqual([{}]);
  expect(notices).toEqual(["orders: capacity was raised 3 times in an hour"]);
});

test("tells the cost of a day once, when it is over", async () => {
  const { tell, costs } = local();
  const [first] = (await tell(NOON, 5)).slice(-1);
  expect(first).toEqual({
    DayProvisionedDollars: expect.closeTo(24 * 5 * (0.00065 + 0.00013), 8),
    DayRaisedDollars: 0,
    DayOnDemandDollars: expect.closeTo(0.3 * (0.625 + 0.125), 8),
  });
  await tell(NOON + HOUR, 5);
  await tell(Date.UTC(2026, 2, 6, 0, 10), 5);
  expect(costs.map(({ day }) => day)).toEqual(["2026-03-04"]);
  await tell(Date.UTC(2026, 2, 6, 0, 20), 5);
  expect(costs.map(({ day }) => day)).toEqual(["2026-03-04", "2026-03-05"]);
});

test("the dollars are those of the region", async () => {
  const { tell } = local("eu-central-1");
  expect((await tell(NOON, 20)).slice(-2)).toEqual([
    // 15 write units above the baseline for a minute.
    { RaisedUnitHours: 0.25, RaisedDollars: expect.closeTo(0.25 * 0.000793, 10) },
    {
      DayProvisionedDollars: expect.closeTo(24 * 5 * (0.000793 + 0.0001586), 8),
      DayRaisedDollars: 0,
      DayOnDemandDollars: expect.closeTo(0.3 * (0.7625 + 0.1525), 8),
    },
  ]);
});

test("where nobody knows prices all else is counted", async () => {
  const { tell, costs } = local("eu-north-1");
  expect(await tell(NOON, 20)).toEqual([{ RaisedUnitHours: 0.25 }]);
  expect(costs).toEqual([]);
});

test("that a region has no prices is said once", () => {
  const warned: unknown[] = [];
  const logger = { warn: (...said: unknown[]) => void warned.push(said) };
  expect(pricesOfRegion("eu-north-1", logger as never)).toBeUndefined();
  expect(warned).toHaveLength(1);
  expect(pricesOfRegion("eu-west-1", logger as never)).toMatchObject({ writeUnitHour: 0.000735 });
  expect(warned).toHaveLength(1);
});

test.each([
  [Date.UTC(2026, 2, 5, 0, 20), "2026-03-04"],
  [Date.UTC(2026, 2, 5, 0, 19), "2026-03-03"],
  [Date.UTC(2026, 2, 1, 12), "2026-02-28"],
])("at %d the last day whose metrics are there is %s", (nowMs, day) => {
  expect(lastWholeDay(nowMs)).toBe(day);
});
