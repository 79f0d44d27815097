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

describe("a capacity above the account's quota of a table", () => {
  const quota = "The account's quota of 40,000 units for a table has to be raised before.";
  const peak = patternOf([...new Array<number>(60).fill(10), 41_000]);

  it.each(["auto-scaling", "scaler"] as const)(
    "is told of, also where it is a maximum: %s",
    (key) => {
      expect(strategy(requestOf(trafficOf(peak)), key).lever).toContain(quota);
    },
  );

  it("is not told of where there is none", () => {
    expect(strategy(requestOf(trafficOf(day)), "auto-scaling").lever).not.toContain("quota");
  });
});

describe("a load through a queue", () => {
  it("needs the least at which no write waits for more than 900 s", () => {
    const plan = strategy(requestOf(trafficOf(day)), "buffered");
    // 400 × 1,800 s in 1,800 s and 900 s of waiting.
    expect(plan.settings.table.billing).toMatchObject({ writeUnits: 267 });
    expect(plan.worstDelaySeconds).toBeGreaterThan(890);
    expect(plan.worstDelaySeconds).toBeLessThanOrEqual(900);
    expect(plan).toMatchObject({ throttledWrites: 0, lostWrites: 0, limitedBy: "the table" });
    expect(plan.lever).toBe(
      "With 343 units instead of 267 units the table takes everything at once, and no queue is needed, for $36.06 more a month.",
    );
  });

  it("says where a queue is of no use: the load is the same all the time", () => {
    const steady = requestOf(trafficOf(patternOf(Array(1_440).fill(50))));
    for (const key of ["buffered", "spillover"]) {
      expect(strategy(steady, key).lever).toBe(
        "This capacity takes everything at once: no queue is needed.",
      );
    }
  });

  it("needs less of a table that takes at once what it can, burst included", () => {
    const plan = strategy(requestOf(trafficOf(day)), "spillover");
    const { billing } = plan.settings.table;
    const units = billing.mode === "provisioned" ? billing.writeUnits : 0;
    expect(units).toBeGreaterThan(200);
    expect(units).toBeLessThan(343);
    expect(plan.throttledWrites).toBe(0);
    expect(plan.worstDelaySeconds).toBeLessThanOrEqual(901);
  });

  it("is not drained faster for more capacity behind a hot key", () => {
    const workload = trafficOf(patternOf([4_000, 0, 0]), {
      hotKeys: [{ key: "USER#1", share: 0.5 }],
    });
    const plan = strategy(requestOf(workload, { withinSeconds: 1 }), "buffered");
    // 2,000 writes a second, of which the key's half has its partition's 1,000 units.
    expect(plan.settings.table.billing).toMatchObject({ writeUnits: 2_000 });
    expect(plan.completeSeconds).toBe(120);
    expect(plan.limitedBy).toBe("the key USER#1");
    expect(plan.lever).toContain("No capacity helps the key USER#1");
  });
});

describe("a file", () => {
  const million = fileOf(1_000_000);

  it("is planned by each way of writing it, an import into a new table too", () => {
    const keys = (request: PlanRequest) => planWorkload(request).strategies.map(({ key }) => key);
    expect(keys(requestOf(million))).toEqual([
      "on-demand",
      "fixed",
      "auto-scaling",
      "scaler",
      "buffered",
      "spillover",
      "import",
    ]);
    expect(keys(requestOf(million, { table: { ...tableOf(), exists: true } }))).not.toContain(
      "import",
    );
  });

  it("is written within the hour by the least units that can, and by those that there are", () => {
    const least = strategy(requestOf(million), "fixed");
    expect(least.settings.table.billing).toMatchObject({ writeUnits: 278 });
    // 1,000,000 / 278, in whole seconds.
    expect(least.completeSeconds).toBe(3_598);
    expect(least.throttledWrites).toBe(0);
    const own = strategy(requestOf(million, { table: provisioned(tableOf(), 1_000) }), "fixed");
    expect(own.completeSeconds).toBe(1_000);
  });

  it("is as fast on demand as a new table grows", () => {
    expect(strategy(requestOf(million), "on-demand").completeSeconds).toBe(250);
    const warm = strategy(requestOf(million, { warmWriteUnits: 10_000 }), "on-demand");
    expect(warm.completeSeconds).toBe(100);
  });

  it("is held up by its slowest index, which is named", () => {
    const table = provisioned(tableOf({ index: true }), 100);
    const item = { ...million.item, indexWriteUnits: { byEmail: 2 } };
    const plan = strategy(requestOf({ ...million, item }, { table }), "fixed");
    expect(plan.limitedBy).toBe("byEmail");
    expect(plan.completeSeconds).toBe(20_000);
  });

  it("is imported for the size of its source, takes no units, and for a time that nobody says", () => {
    const plan = strategy(requestOf(million), "import");
    expect(plan).toMatchObject({ throttledWrites: 0, peakUnits: 0, completeSeconds: null });
    expect(plan.runCost.once).toBeCloseTo((600_000_000 / 1024 ** 3) * 0.15, 9);
    expect(plan.lever).toContain("AWS says no time");
  });
});
