// What AWS publishes of throttling and scaling, asked of whole plans. Each test names its page.
import { describe, expect, it } from "vitest";
import { type PlanRequest, planWorkload, type StrategyKey } from "../src/index.ts";
import { patternOf, provisioned, requestOf, tableOf, trafficOf } from "./plan-requests.ts";

const MINUTE = 60;

/** Minutes of so many writes a second each. */
function minutes(...stretches: readonly (readonly [count: number, perSecond: number])[]) {
  return patternOf(
    stretches.flatMap(([count, perSecond]) => Array.from({ length: count }, () => perSecond)),
  );
}

function planned(request: PlanRequest, key: StrategyKey) {
  const [plan] = planWorkload({ ...request, only: [key] }).strategies;
  if (plan === undefined) throw new Error(`expected ${key}; came no strategy`);
  return plan;
}

/** In which minutes another capacity is provisioned than in the minute before. */
function changes(provisionedByMinute: readonly number[]): readonly number[] {
  return provisionedByMinute.flatMap((units, minute) =>
    minute > 0 && units !== provisionedByMinute[minute - 1] ? [minute] : [],
  );
}

describe("https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html", () => {
  it("a steady 100 a second of items of 1 KB never takes more than 100 units, by any strategy", () => {
    const { strategies } = planWorkload(requestOf(trafficOf(minutes([24 * 60, 100]))));
    for (const { key, peakUnits } of strategies) {
      expect([key, peakUnits]).toEqual([key, expect.closeTo(100, 9)]);
    }
  });

  it("1,000 strongly consistent reads of 4 KB a second are 1,000 read units", () => {
    const { settings, throttledReads } = planned(
      requestOf(
        trafficOf(patternOf([1, 1], { reads: [1_000, 1_000] }), {
          item: { bytes: 4_096, writeUnits: 4, indexWriteUnits: {}, readUnits: 1, storedBytes: 0 },
        }),
      ),
      "fixed",
    );
    expect(settings.table.billing).toMatchObject({ readUnits: 1_000 });
    expect(throttledReads).toBe(0);
  });

  it("500 writes of 2 KB a second are 1,000 write units", () => {
    const { settings, peakUnits } = planned(
      requestOf(
        trafficOf(minutes([60, 500]), {
          item: { bytes: 2_048, writeUnits: 2, indexWriteUnits: {}, readUnits: 1, storedBytes: 0 },
        }),
      ),
      "fixed",
    );
    expect(settings.table.billing).toMatchObject({ writeUnits: 1_000 });
    expect(peakUnits).toBeCloseTo(1_000, 9);
  });
});

describe("https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/burst-adaptive-capacity.html", () => {
  it("300 seconds of unused capacity are kept, and no more", () => {
    const pattern = minutes([60, 0], [10, 200]);
    const { throttledWrites, throttles, peakUnits } = planned(
      requestOf(trafficOf(pattern), { writeCapacity: 100 }),
      "fixed",
    );
    // Of 600 × 200: 300 × 100 were saved, and each second has 100 of its own.
    expect(throttledWrites).toBeCloseTo(120_000 - 30_000 - 60_000, 6);
    expect(throttles[0]?.reason).toBe("TableWriteProvisionedThroughputExceeded");
    expect(peakUnits).toBe(200);
  });
});

describe("https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html", () => {
  it("a new table takes 4,000 units; double its peak after 30 minutes, and again", () => {
    const { throttledWrites, throttles, peakUnits } = planned(
      requestOf(trafficOf(minutes([120, 20_000]))),
      "on-demand",
    );
    // 4,000, 8,000 and 16,000 of 20,000 for 30 minutes each, give or take a second; then all.
    const refused = (16_000 + 12_000 + 4_000) * 30 * MINUTE;
    expect(throttledWrites / refused).toBeCloseTo(1, 2);
    expect(throttles[0]?.reason).toBe("TableWriteKeyRangeThroughputExceeded");
    expect(peakUnits).toBe(20_000);
  });

  it("warm throughput is taken at once, and paid for once", () => {
    const request = requestOf(trafficOf(minutes([120, 20_000])), { warmWriteUnits: 20_000 });
    const { throttledWrites, runCost } = planned(request, "on-demand");
    expect(throttledWrites).toBe(0);
    expect(runCost.once).toBeCloseTo(16_000 * request.prices.warmWriteUnit, 9);
  });
});

describe("https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html", () => {
  const steered = (pattern: ReturnType<typeof minutes>) => {
    const request = requestOf(trafficOf(pattern), { table: provisioned(tableOf(), 100) });
    const { series } = planned(request, "auto-scaling");
    expect(series?.stepSeconds).toBe(MINUTE);
    return changes(series?.resources[0]?.provisioned ?? []);
  };

  it("auto scaling does not raise for one minute above the target", () => {
    expect(steered(minutes([60, 50], [1, 95], [60, 50]))).toEqual([]);
  });

  it("auto scaling raises after two minutes above the target and some minutes of alarm and UpdateTable", () => {
    const [raised] = steered(minutes([60, 50], [60, 95]));
    // Two minutes, one until the metric is there, one of alarm, one of UPDATING.
    expect(raised).toBe(60 + 2 + 3);
  });
});

describe("https://repost.aws/knowledge-center/dynamodb-auto-scaling", () => {
  const lowered = (quietMinutes: number) => {
    const pattern = minutes([60, 50], [30, 95], [quietMinutes, 30], [60, 95]);
    const request = requestOf(trafficOf(pattern), { table: provisioned(tableOf(), 50) });
    const { series } = planned(request, "auto-scaling");
    const units = series?.resources[0]?.provisioned ?? [];
    return changes(units).filter((minute) => (units[minute] ?? 0) < (units[minute - 1] ?? 0));
  };

  it("auto scaling does not lower for fourteen minutes 20 percent below the target", () => {
    expect(lowered(14)).toEqual([]);
  });

  it("auto scaling lowers after fifteen, and some minutes of alarm and UpdateTable", () => {
    // The series has the most of each minute, and so the old capacity in the minute of the change.
    expect(lowered(20)[0]).toBe(90 + 15 + 3);
  });
});
