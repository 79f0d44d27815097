import { describe, expect, it } from "vitest";
import { addDirect, type Plan, type PlanRequest, planWorkload } from "../../src/index.ts";
import { fileOf, patternOf, provisioned, requestOf, tableOf, trafficOf } from "../plan-requests.ts";

async function planned(request: PlanRequest): Promise<Plan> {
  return addDirect(planWorkload(request), request);
}

async function direct(request: PlanRequest) {
  return (await planned(request)).strategies.find(({ key }) => key === "direct");
}

/** A quiet minute, a thousand writes in a second of the next. */
const SPIKE = patternOf([...new Array(60).fill(0), 1_000, ...new Array(59).fill(0)], {
  stepSeconds: 1,
});

describe("addDirect", () => {
  it("runs a spike against the table as it is: what is not saved up in a minute is throttled", async () => {
    const request = requestOf(trafficOf(SPIKE), { table: provisioned(tableOf(), 5) });
    const plan = await direct(request);
    expect(plan).toMatchObject({
      name: "direct, table at 5 units",
      askedWrites: 1_000,
      mostBacklog: 1_000,
      limitedBy: "the table",
    });
    expect(plan?.throttledWrites).toBeGreaterThan(1_000);
    expect(plan?.lostWrites).toBeGreaterThan(500);
    expect(plan?.completeSeconds).toBeNull();
    expect(plan?.writtenWrites).toBe(1_000 - (plan?.lostWrites ?? 0));
    // 5 units × 730 h × $0.00065, and 5 read units × 730 h × $0.00013.
    expect(plan?.monthCost.table).toBeCloseTo(2.847, 6);
  });

  it("writes a file that the table takes at once, and tells when the last item is written", async () => {
    const plan = await direct(requestOf(fileOf(2_000)));
    expect(plan).toMatchObject({
      name: "direct, table on demand",
      writtenWrites: 2_000,
      throttledWrites: 0,
      lostWrites: 0,
    });
    expect(plan?.completeSeconds).toBeGreaterThan(0);
    expect(plan?.completeSeconds).toBeLessThan(2);
    // $0.625 a million; a machine writes it, no function.
    expect(plan?.runCost.table).toBeCloseTo(0.00125, 8);
    expect(plan?.runCost.lambda).toBe(0);
  });

  it("is held back by a hot key, not by the table that it is in", async () => {
    const hot = fileOf(8_000, { hotKeys: [{ key: "USER#1", share: 0.9 }] });
    expect((await direct(requestOf(hot)))?.limitedBy).toBe("the key USER#1");
    expect((await direct(requestOf(fileOf(30_000))))?.limitedBy).toBe("the table");
  });

  it("takes the write capacity that is named", async () => {
    const plan = await direct(requestOf(fileOf(1_000), { writeCapacity: 20 }));
    expect(plan?.settings.table.billing).toEqual({
      mode: "provisioned",
      writeUnits: 20,
      readUnits: 1,
    });
    expect(plan?.throttledWrites).toBeGreaterThan(0);
  });

  it("is slowed by a hot key, however much capacity there is", async () => {
    const hotKeys = [{ key: "USER#1", share: 0.9 }];
    const plan = await direct(requestOf(fileOf(8_000, { hotKeys }), { writeCapacity: 40_000 }));
    expect(plan?.throttles[0]?.reason).toBe("TableWriteKeyRangeThroughputExceeded");
  });

  it("says how far jitter moves it", async () => {
    const request = requestOf(trafficOf(SPIKE), { table: provisioned(tableOf(), 5) });
    const texts = (await planned(request)).assumptions.map(({ text }) => text);
    expect(texts).toContainEqual(expect.stringContaining("5 runs with other jitter gave"));
  });

  it("leaves larger loads out, and says so", async () => {
    const plan = await planned(requestOf(fileOf(50_001)));
    expect(plan.strategies.map(({ key }) => key)).not.toContain("direct");
    expect(plan.assumptions).toContainEqual({
      text: "Direct writing is left out: it is run write by write, for files and spikes of up to 50,000 writes in at most 3,600 different seconds",
      source: "packages/planner",
    });
  });

  it("leaves traffic out that never rests", async () => {
    const plan = await planned(requestOf(trafficOf(patternOf(new Array(61).fill(1)))));
    expect(plan.strategies.map(({ key }) => key)).not.toContain("direct");
  });

  it("is not there where only others are asked for", async () => {
    const request = requestOf(trafficOf(SPIKE), { only: ["fixed"] });
    expect((await planned(request)).strategies.map(({ key }) => key)).toEqual(["fixed"]);
  });

  it("draws one point for each second of a short run", async () => {
    const plan = await direct(
      requestOf(trafficOf(SPIKE), { table: provisioned(tableOf(), 5), writeCapacity: 100 }),
    );
    expect(plan?.series?.stepSeconds).toBe(1);
    expect(plan?.series?.asked[60]).toBe(1_000);
    expect(plan?.series?.waiting.slice(59, 61)).toEqual([0, 1_000]);
  });
});
