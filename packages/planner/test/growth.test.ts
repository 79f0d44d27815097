import { pricesOf } from "@spillway/capacity";
import { describe, expect, it } from "vitest";
import { loadGrowth, planWorkload } from "../src/index.ts";
import { patternOf, tableOf, trafficOf } from "./plan-requests.ts";

describe("the cost as the load grows", () => {
  const request = {
    workload: trafficOf(patternOf([...new Array<number>(55).fill(50), 900, 900, 50, 50, 50])),
    table: tableOf(),
    prices: pricesOf("us-east-1"),
  };
  const plan = planWorkload(request);
  const growth = loadGrowth(plan, request);

  it("is for the load itself what the plan says, and more for more of it", () => {
    const place = growth.times.indexOf(1);
    for (const { key, dollarsOfMonth } of growth.strategies) {
      const planned = plan.strategies.find((strategy) => strategy.key === key);
      const dollars = dollarsOfMonth[place];
      if (dollars !== null) expect(dollars).toBe(planned?.monthCost.total);
      const known = dollarsOfMonth.filter((one) => one !== null);
      expect(known).toEqual(known.toSorted((one, other) => one - other));
    }
    expect(growth.recommended[place]).toBe(plan.advice.strategy);
  });

  it("is left out where writes are lost", () => {
    const onDemand = growth.strategies.find(({ key }) => key === "on-demand");
    // Eight times 900 a second are more than a new table on demand takes.
    expect(onDemand?.dollarsOfMonth.at(-1)).toBeNull();
    expect(onDemand?.dollarsOfMonth[0]).toBeGreaterThan(0);
  });
});
