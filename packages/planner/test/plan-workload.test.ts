import { spikePattern } from "@spillway/simulator";
import { describe, expect, it } from "vitest";
import { type PlanRequest, planWorkload } from "../src/index.ts";
import { fileOf, patternOf, provisioned, requestOf, tableOf, trafficOf } from "./plan-requests.ts";

/** A day by the minute: 20 writes a second, and 400 from ten to half past. */
const day = patternOf(
  Array.from({ length: 1_440 }, (_, minute) => (minute >= 600 && minute < 630 ? 400 : 20)),
);

function strategy(request: PlanRequest, key: string) {
  const plan = planWorkload(request).strategies.find((one) => one.key === key);
  if (plan === undefined) throw new Error(`no ${key}`);
  return plan;
}

describe("a plan", () => {
  it("has every strategy that applies, in the order of the table", () => {
    const plan = planWorkload(requestOf(trafficOf(day)));
    expect(plan.strategies.map(({ key }) => key)).toEqual([
      "on-demand",
      "on-demand-maximum",
      "fixed",
      "auto-scaling",
      "scaler",
      "scaler-predicting",
      "buffered",
      "spillover",
    ]);
    expect(plan.workload).toMatchObject({ writes: 2_412_000, seconds: 86_400, reads: 0 });
    expect(plan.workload.peakWritesPerSecond).toBe(400);
    expect(plan.prices.region).toBe("us-east-1");
  });

  it("has a table save for spikes: each of them has what the time before it left", () => {
    const spikes = spikePattern({ writes: 1_000, everySeconds: 600, days: 1 });
    const { settings, throttledWrites } = strategy(requestOf(trafficOf(spikes)), "fixed");
    // 300 s of 4 units are 1,200, of 3 units 900.
    expect(settings.table.billing).toMatchObject({ writeUnits: 4 });
    expect(throttledWrites).toBe(0);
  });

  it("fixes the least units at which nothing is throttled, the burst of 300 s counted", () => {
    const { settings, throttledWrites } = strategy(requestOf(trafficOf(day)), "fixed");
    // 400 × 1,800 s, and what 300 s have saved: 720,000 / 2,100.
    expect(settings.table.billing).toMatchObject({ writeUnits: 343 });
    expect(throttledWrites).toBe(0);
    const fewer = strategy(requestOf(trafficOf(day), { writeCapacity: 342 }), "fixed");
    expect(fewer.throttledWrites).toBeGreaterThan(0);
    expect(fewer.lever).toMatch(
      /^343 units instead of 342 units throttle nothing, for \$0\.47 more/,
    );
  });

  it("gives an index the capacity that is named for it, and is held to it", () => {
    const item = {
      bytes: 700,
      writeUnits: 1,
      indexWriteUnits: { byEmail: 1 },
      readUnits: 0.5,
      storedBytes: 900,
    };
    const request = requestOf(trafficOf(patternOf([50, 50]), { item }), {
      table: tableOf({ index: true }),
      ...{ writeCapacity: 100, indexWriteCapacity: { byEmail: 40 }, burstSeconds: 1 },
    });
    const { settings, throttles, throttledWrites } = strategy(request, "fixed");
    expect(settings.table.billing).toMatchObject({ writeUnits: 100 });
    expect(settings.table.globalIndexes[0]?.billing).toMatchObject({ writeUnits: 40 });
    expect(throttledWrites).toBeCloseTo(120 * 10 - 40, 6);
    expect(throttles[0]).toMatchObject({ resource: "byEmail" });
    for (const [wrong, message] of [
      [
        { byEmail: 0.5 },
        "expected a write capacity of byEmail of whole units, 1 at least; came 0.5",
      ],
      [{ byName: 40 }, "expected indexes of the table Users, which has byEmail; came byName"],
    ] as const) {
      expect(() => planWorkload({ ...request, indexWriteCapacity: wrong })).toThrow(message);
    }
  });

  it("gives an index as much as the table where consumers of a queue keep to the least of both", () => {
    const item = {
      bytes: 3_000,
      writeUnits: 3,
      indexWriteUnits: { byEmail: 1 },
      readUnits: 0.5,
      storedBytes: 900,
    };
    const request = requestOf(fileOf(9_000, { item }), {
      ...{ table: tableOf({ index: true }), withinSeconds: 900, only: ["buffered"] },
    });
    const { settings, completeSeconds } = strategy(request, "buffered");
    expect(settings.table.billing).toMatchObject({ writeUnits: 30 });
    expect(settings.table.globalIndexes[0]?.billing).toMatchObject({ writeUnits: 30 });
    expect(completeSeconds).toBe(900);
    const table = { ...request.table, shape: settings.table };
    const held = strategy(
      { ...request, table, writeCapacity: 30, indexWriteCapacity: { byEmail: 15 } },
      "buffered",
    );
    expect(held.completeSeconds).toBe(1_800);
  });

  it("gives each index what it needs", () => {
    const workload = trafficOf(patternOf([100, 100]), {
      item: {
        bytes: 2_000,
        writeUnits: 2,
        indexWriteUnits: { byEmail: 0.5 },
        readUnits: 0.5,
        storedBytes: 3_000,
      },
    });
    const { settings } = strategy(
      requestOf(workload, { table: tableOf({ index: true }) }),
      "fixed",
    );
    expect(settings.table.billing).toMatchObject({ writeUnits: 200 });
    expect(settings.table.globalIndexes[0]?.billing).toMatchObject({ writeUnits: 50 });
  });

  it("keeps a steered table between what its quietest hour and its peak need at the target", () => {
    const { settings } = strategy(requestOf(trafficOf(day)), "auto-scaling");
    expect(settings.bounds?.[""]).toMatchObject({
      min: { writeUnits: 29 },
      max: { writeUnits: 572 },
    });
    expect(settings.table.billing).toMatchObject({ writeUnits: 29 });
    const own = strategy(
      requestOf(trafficOf(day), { table: provisioned(tableOf(), 50) }),
      "auto-scaling",
    );
    expect(own.settings.bounds?.[""]).toMatchObject({ min: { writeUnits: 50 } });
  });

  it("says that no capacity helps a hot key", () => {
    const workload = trafficOf(patternOf([4_000]), { hotKeys: [{ key: "USER#1", share: 0.5 }] });
    const { throttledWrites, limitedBy, lever } = strategy(requestOf(workload), "fixed");
    // Half of 4,000 in each of 60 seconds, and once more what the partition has saved.
    expect(throttledWrites).toBeCloseTo(60 * 1_000 - 1_000, 6);
    expect(limitedBy).toBe("the key USER#1");
    expect(lever).toContain("No capacity helps the key USER#1");
  });
});

describe("a request that can't be planned", () => {
  it("is told with everything that is wrong", () => {
    const workload = trafficOf(patternOf([1, -1]), {
      item: {
        bytes: 700,
        writeUnits: 1,
        indexWriteUnits: { byName: 1 },
        readUnits: -1,
        storedBytes: 800,
      },
      hotKeys: [
        { key: "a", share: 0.7 },
        { key: "b", share: 0.7 },
      ],
    });
    const request = requestOf(workload, { writeCapacity: 10, maxWriteUnits: 5, withinSeconds: 0 });
    const told = [
      "expected writes a second from 0 to 100000000; came -1 in step 1",
      "expected read units of an item of 0 or more; came -1",
      "expected hot keys of the table that are at most 1 together; came 1.4",
      "expected indexes of the table Users, which has none; came byName",
      "expected a write capacity of at most the maximum, 5; came 10",
      "expected a longest wait above 0 seconds; came 0",
    ];
    expect(() => planWorkload(request)).toThrow(told.join("; "));
  });

  it.each([
    [
      "an empty pattern",
      requestOf(trafficOf(patternOf([]))),
      "expected a pattern of at least one step",
    ],
    [
      "nothing but zeros",
      requestOf(trafficOf(patternOf([0]))),
      "with at least one write; came none",
    ],
    ["no items", requestOf(fileOf(0)), "expected a file with at least one item; came 0"],
    ["no strategy", requestOf(fileOf(1), { only: [] }), "came none"],
    [
      "an import of traffic",
      requestOf(trafficOf(day), { only: ["import"] }),
      "expected a file and a new table for an import from S3",
    ],
    ["direct alone", requestOf(fileOf(1), { only: ["direct"] }), "another strategy beside direct"],
  ] as const)("%s", (_, request, message) => {
    expect(() => planWorkload(request)).toThrow(message);
  });
});
