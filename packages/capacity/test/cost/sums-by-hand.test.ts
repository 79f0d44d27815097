import { describe, expect, it } from "vitest";
import {
  costOfAlarms,
  costOfBucket,
  costOfImport,
  costOfLambda,
  costOfMetricRequests,
  costOfMonth,
  costOfRequests,
  costOfRun,
  costOfSqsRequests,
  costOfTableStorage,
  costOfUnitHours,
  costOfWarming,
  type Prices,
  pricesOf,
  sqsRequestsOf,
} from "../../src/index.ts";

interface Case {
  readonly of: (prices: Prices) => number;
  /** The sum from the price list, and what it comes to, to the cent. */
  readonly sums: Readonly<
    Record<"us-east-1" | "eu-central-1", readonly [sum: string, usd: number]>
  >;
}

const GIB = 2 ** 30;

/** Worked by hand from the regions' price lists. */
const CASES: Readonly<Record<string, Case>> = {
  "a file of 10 million items into a table on demand with one index, a unit each": {
    of: (prices) => costOfRequests({ writeUnits: 20e6, readUnits: 0 }, prices),
    sums: {
      "us-east-1": ["20 million × $0.625 a million", 12.5],
      "eu-central-1": ["20 million × $0.7625 a million", 15.25],
    },
  },
  "a month of 500 write units on the table and on an index, and 100 read units": {
    of: (prices) => costOfUnitHours({ writeUnits: 1_000 * 730, readUnits: 100 * 730 }, prices),
    sums: {
      "us-east-1": ["730 h × (1,000 × $0.00065 + 100 × $0.00013) = 730 × $0.663", 483.99],
      "eu-central-1": ["730 h × (1,000 × $0.000793 + 100 × $0.0001586) = 730 × $0.80886", 590.47],
    },
  },
  "a burst of a million invocations of 120 ms at 512 MB on arm64": {
    of: (prices) => {
      const [invocations, seconds] = [1e6, 120e3];
      return costOfLambda({ invocations, seconds, memoryMb: 512, architecture: "arm64" }, prices);
    },
    sums: {
      "us-east-1": [
        "1 million × $0.20 a million + 60,000 GB-s × $0.0000133334 = $0.20 + $0.800004",
        1,
      ],
      "eu-central-1": [
        "1 million × $0.20 a million + 60,000 GB-s × $0.0000133334, as in Virginia",
        1,
      ],
    },
  },
  "a million messages of 20 KiB through a queue in batches of ten": {
    of: (prices) =>
      costOfSqsRequests(sqsRequestsOf({ messages: 1e6, messageBytes: 20 * 1_024 }), prices),
    sums: {
      // 200 KiB are four times 64 KiB begun: to send, and to receive; a delete is one.
      "us-east-1": ["100,000 batches × (4 + 4 + 1) × $0.40 a million = 900,000 × $0.0000004", 0.36],
      "eu-central-1": ["900,000 × $0.0000004, as in Virginia", 0.36],
    },
  },
  "a month of 10 million items of 700 bytes, and as many index entries of 100": {
    of: (prices) => costOfTableStorage(10e6 * (700 + 100 + 100 + 100), 1, prices),
    sums: {
      "us-east-1": ["10^10 bytes / 2^30 × $0.25 = 9.31322575 GB × $0.25", 2.33],
      "eu-central-1": ["9.31322575 GB × $0.306", 2.85],
    },
  },
  "an import of 50 GiB, put to S3 in 5,000 parts, read by 500 requests and kept there for a month":
    {
      of: (prices) =>
        costOfImport(50 * GIB, prices) +
        costOfBucket({ byteMonths: 50 * GIB, puts: 5_000, gets: 500 }, prices),
      sums: {
        "us-east-1": [
          "50 × $0.15 + 50 × $0.023 + 5,000 × $0.000005 + 500 × $0.0000004 = 7.5 + 1.15 + 0.025 + 0.0002",
          8.68,
        ],
        "eu-central-1": [
          "50 × $0.1836 + 50 × $0.0245 + 5,000 × $0.0000054 + 500 × $0.00000043 = 9.18 + 1.225 + 0.027 + 0.000215",
          10.43,
        ],
      },
    },
  "a month of six alarms, and of eight metrics asked for each minute": {
    of: (prices) => costOfAlarms(6, 1, prices) + costOfMetricRequests(8 * 60 * 730, prices),
    sums: {
      "us-east-1": ["6 × $0.10 + 350,400 × $0.00001 = 0.6 + 3.504", 4.1],
      "eu-central-1": ["6 × $0.10 + 350,400 × $0.00001, as in Virginia", 4.1],
    },
  },
  "a new table on demand, warmed from 4,000 to 40,000 writes and from 12,000 to 40,000 reads": {
    of: (prices) => costOfWarming({ writeUnits: 36_000, readUnits: 28_000 }, prices),
    sums: {
      "us-east-1": ["36,000 × $0.00065 + 28,000 × $0.00013 = 23.4 + 3.64", 27.04],
      "eu-central-1": ["36,000 × $0.000793 + 28,000 × $0.0001586 = 28.548 + 4.4408", 32.99],
    },
  },
  "half an hour of spillover: 1,000 units, 20 invocations of 45 s at 1,024 MB on x86, 300,000 requests":
    {
      of: (prices) =>
        costOfRun(
          {
            writeUnits: 1.5e6,
            capacity: { mode: "provisioned", writeUnitsPerSecond: 1_000 },
            seconds: 1_800,
            lambda: { invocations: 20, seconds: 900, memoryMb: 1_024, architecture: "x86_64" },
            sqsRequests: 300_000,
          },
          prices,
        ).totalUsd,
      sums: {
        "us-east-1": [
          "1,000 × ½ h × $0.00065 + 20 × $0.0000002 + 900 GB-s × $0.0000166667 + 0.3 × $0.40 = 0.325 + 0.000004 + 0.015 + 0.12",
          0.46,
        ],
        "eu-central-1": [
          "1,000 × ½ h × $0.000793 + 0.000004 + 0.015 + 0.12 = 0.3965 + 0.135004",
          0.53,
        ],
      },
    },
  "a month of a run every ten minutes: 25 units, 101 invocations of 40 s together at 512 MB on arm64, 300 requests":
    {
      of: (prices) =>
        costOfMonth(
          {
            writeUnits: 1_000,
            capacity: { mode: "provisioned", writeUnitsPerSecond: 25 },
            seconds: 900,
            lambda: { invocations: 101, seconds: 40, memoryMb: 512, architecture: "arm64" },
            sqsRequests: 300,
          },
          10,
          prices,
        ).totalUsd,
      sums: {
        "us-east-1": [
          "25 × 730 h × $0.00065 + 4,380 × (101 × $0.0000002 + 20 GB-s × $0.0000133334 + 300 × $0.0000004) = 11.8625 + 4,380 × 0.000406868",
          13.64,
        ],
        "eu-central-1": [
          "25 × 730 h × $0.000793 + 4,380 × 0.000406868 = 14.47225 + 1.78208",
          16.25,
        ],
      },
    },
};

describe.each(Object.entries(CASES))("%s", (_, { of, sums }) => {
  it.each(Object.entries(sums))("costs in %s", (region, [sum, usd]) => {
    expect(Math.round(of(pricesOf(region)) * 100) / 100, sum).toBe(usd);
  });
});
