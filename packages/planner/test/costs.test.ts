// Dollars to the cent, against sums worked by hand from the price lists of two regions: us-east-1, and
// eu-central-1, where DynamoDB is 1.22 times as dear (storage and import 1.224).
import { pricesOf } from "@spillway/capacity";
import { describe, expect, it } from "vitest";
import { type CostParts, type PlanRequest, planWorkload, type StrategyKey } from "../src/index.ts";
import { fileOf, patternOf, provisioned, requestOf, tableOf, trafficOf } from "./plan-requests.ts";

/** A day of 100 writes a second: 262,800,000 in a month of 730 hours. */
const steady = patternOf(new Array<number>(1_440).fill(100));
const sixtyDays = patternOf(new Array<number>(60 * 1_440).fill(100));

/** A unit on the table, two on the index; nothing is kept. */
const ITEM = { bytes: 700, writeUnits: 1, indexWriteUnits: {}, readUnits: 0.5, storedBytes: 0 };
const STORED = { ...ITEM, storedBytes: 1_000 };
const INDEXED = { ...ITEM, indexWriteUnits: { byEmail: 2 } };

interface Case {
  readonly name: string;
  readonly strategy: StrategyKey;
  readonly region: "us-east-1" | "eu-central-1";
  readonly request: Omit<PlanRequest, "prices">;
  readonly of: "runCost" | "monthCost";
  readonly dollars: Omit<CostParts, "total">;
}

const NOTHING = {
  ...{ table: 0, indexes: 0, storage: 0, lambda: 0, sqs: 0, s3: 0, alarms: 0, once: 0 },
};
const traffic = trafficOf(steady, { item: ITEM });
const indexed = { table: tableOf({ index: true }) };

const CASES: readonly Case[] = [
  {
    name: "a month on demand",
    strategy: "on-demand",
    region: "us-east-1",
    request: requestOf(traffic),
    of: "monthCost",
    // 262.8 million × $0.625 a million; two alarms on throttled writes and reads.
    dollars: { ...NOTHING, table: 164.25, alarms: 0.2 },
  },
  {
    name: "a month on demand with reads, an index and storage",
    strategy: "on-demand",
    region: "eu-central-1",
    request: requestOf(
      trafficOf(
        { ...steady, reads: new Array<number>(1_440).fill(1_000) },
        { item: { ...INDEXED, storedBytes: 1_000 } },
      ),
      indexed,
    ),
    of: "monthCost",
    dollars: {
      ...NOTHING,
      // 262.8 million × $0.7625 and 2,628 million × half a unit × $0.1525.
      table: 200.385 + 200.385,
      // Two units each: 525.6 million × $0.7625.
      indexes: 400.77,
      // 262,800,000 × 1,000 bytes / 1,073,741,824 × $0.306.
      storage: 74.89,
      alarms: 0.4,
    },
  },
  {
    name: "a month of a fixed capacity",
    strategy: "fixed",
    region: "us-east-1",
    request: requestOf(traffic),
    of: "monthCost",
    // 730 × (100 × $0.00065 + 1 × $0.00013).
    dollars: { ...NOTHING, table: 47.5449, alarms: 0.2 },
  },
  {
    name: "a month of a fixed capacity that a load which comes once leaves standing",
    strategy: "fixed",
    region: "eu-central-1",
    request: requestOf(trafficOf(steady, { item: INDEXED, isRecurring: false }), indexed),
    of: "monthCost",
    dollars: {
      ...NOTHING,
      // 730 × (100 × $0.000793 + $0.0001586), and 200 units of the index.
      table: 58.0048,
      indexes: 115.8938,
      alarms: 0.4,
    },
  },
  {
    name: "a month with a load in it that comes once, for a day",
    strategy: "fixed",
    region: "us-east-1",
    request: requestOf(trafficOf(steady, { item: STORED, isRecurring: false })),
    of: "monthCost",
    // 8,640,000 × 1,000 bytes are 8.0466 GB: half of it in the mean for a day, then all of it for 706 hours.
    dollars: { ...NOTHING, table: 47.5449, storage: 1.9786, alarms: 0.2 },
  },
  {
    name: "sixty days that come once",
    strategy: "fixed",
    region: "us-east-1",
    request: requestOf(trafficOf(sixtyDays, { item: STORED, isRecurring: false })),
    of: "runCost",
    // 1,440 × (100 × $0.00065 + $0.00013); 482.797 GB in the end, half of it in the mean, for 1.9726 months.
    dollars: { ...NOTHING, table: 93.7872, storage: 119.0459, alarms: 0.3945 },
  },
  {
    name: "a month of sixty days that come once: 730 of their 1,440 hours",
    strategy: "fixed",
    region: "us-east-1",
    request: requestOf(trafficOf(sixtyDays, { item: STORED, isRecurring: false })),
    of: "monthCost",
    dollars: { ...NOTHING, table: 47.5449, storage: 60.3497, alarms: 0.2 },
  },
  {
    name: "a day of a fixed capacity",
    strategy: "fixed",
    region: "eu-central-1",
    request: requestOf(traffic),
    of: "runCost",
    // 24 × (100 × $0.000793 + $0.0001586); two alarms for a day of $0.10 × 24 / 730.
    dollars: { ...NOTHING, table: 1.907, alarms: 0.0066 },
  },
  {
    name: "a month of Application Auto Scaling",
    strategy: "auto-scaling",
    region: "us-east-1",
    request: requestOf(traffic),
    of: "monthCost",
    // 100 / 0.7 are 143 units, and one read unit. Two alarms of ours, four of its own on reads and on writes.
    dollars: { ...NOTHING, table: 67.9484, alarms: 1 },
  },
  {
    name: "a month of the scaler",
    strategy: "scaler",
    region: "eu-central-1",
    request: requestOf(traffic),
    of: "monthCost",
    dollars: {
      ...NOTHING,
      // 143 write units and one read unit.
      table: 82.8982,
      // 43,800 looks: $0.2 a million; 0.15 s of 256 MB at $0.0000133334; four read units at $0.1525 a million.
      lambda: 0.00876 + 0.0219 + 0.0267,
      // 43,800 × 4 metrics at $0.01 for 1,000; two alarms of the table, three of the function, two of what it remembers.
      alarms: 1.752 + 0.7,
    },
  },
  {
    name: "a month through a queue",
    strategy: "buffered",
    region: "us-east-1",
    request: requestOf(traffic, { writeCapacity: 100 }),
    of: "monthCost",
    dollars: {
      ...NOTHING,
      table: 47.5449,
      // 10,512,000 batches of 25 at $0.2 a million, each half a second of 512 MB: two consumers at 50 a second.
      lambda: 2.1024 + 35.0402,
      // Sent in tens: 26,280,000. Received and deleted by three calls a batch: 31,536,000 each. $0.40 a million.
      sqs: 35.7408,
      // Two of the table, three of the consumer, the age of the oldest message and dead letters.
      alarms: 0.7,
    },
  },
  {
    name: "an import into a new table on demand",
    strategy: "import",
    region: "eu-central-1",
    request: requestOf(
      fileOf(10_000_000, { sourceBytes: 10 * 1024 ** 3, item: { ...ITEM, storedBytes: 800 } }),
    ),
    of: "monthCost",
    dollars: {
      ...NOTHING,
      // 10 GB × $0.1836; 1,280 parts of 8 MB and two requests at $0.0054 for 1,000.
      once: 1.836,
      s3: 0.0069,
      // 10,000,000 × 800 bytes / 1,073,741,824 × $0.306.
      storage: 2.2799,
      alarms: 0.2,
    },
  },
  {
    name: "a file into a table that has its capacity, and keeps it",
    strategy: "fixed",
    region: "us-east-1",
    request: requestOf(fileOf(36_000_000, { item: ITEM }), {
      table: provisioned(tableOf(), 5_000),
    }),
    of: "runCost",
    // Two hours × (5,000 × $0.00065 + 5 × $0.00013); two alarms of $0.10 for two hours of 730.
    dollars: { ...NOTHING, table: 6.5013, alarms: 0.0005 },
  },
  {
    name: "a file into a table that is warmed for it",
    strategy: "on-demand",
    region: "us-east-1",
    request: requestOf(fileOf(36_000_000, { item: INDEXED }), {
      ...indexed,
      warmWriteUnits: 10_000,
    }),
    of: "monthCost",
    dollars: {
      ...NOTHING,
      // 36 million × $0.625, and twice as many on the index.
      table: 22.5,
      indexes: 45,
      // From 4,000 units to 10,000, of the table and of its index, at $0.00065 each.
      once: 7.8,
      alarms: 0.4,
    },
  },
];

describe("dollars, to the cent", () => {
  it.each(CASES)("$name, in $region", ({ strategy, region, request, of, dollars }) => {
    const plan = planWorkload({ ...request, prices: pricesOf(region), only: [strategy] });
    const cost = plan.strategies[0]?.[of];
    const told = Object.fromEntries(
      Object.entries(dollars).map(([part, sum]) => [part, expect.closeTo(sum, 2)]),
    );
    const total = Object.values(dollars).reduce((sum, part) => sum + part, 0);
    expect(cost).toEqual({ ...told, total: expect.closeTo(total, 2) });
  });
});

describe("a load that comes once", () => {
  const planned = (pattern: typeof steady) =>
    planWorkload({
      ...requestOf(trafficOf(pattern, { item: STORED, isRecurring: false })),
      prices: pricesOf("us-east-1"),
    }).strategies;

  it.each(planned(steady))("is dearer in its month than in its day: $name", (strategy) => {
    expect(strategy.runCost.total).toBeLessThan(strategy.monthCost.total);
  });

  it.each(planned(sixtyDays))("is as dear a month as its run is by the hour: $name", (strategy) => {
    const { runCost, monthCost } = strategy;
    expect(monthCost.total / runCost.total).toBeCloseTo(730 / 1_440, 2);
  });
});
