// What stays provisioned after a load that comes once, by sums worked by hand at the prices of us-east-1.
import { describe, expect, it } from "vitest";
import { type PlanRequest, planWorkload } from "../src/index.ts";
import { fileOf, patternOf, requestOf, trafficOf } from "./plan-requests.ts";

const WRITE_HOUR = 0.00065;
const READ_HOUR = 0.00013;

function strategy(request: PlanRequest, key: string) {
  const plan = planWorkload(request).strategies.find((one) => one.key === key);
  if (plan === undefined) throw new Error(`no ${key}`);
  return plan;
}

describe("after a file", () => {
  // Within an hour 278 units, 397 at a use of 70 %: done in 2,519 s.
  const request = requestOf(fileOf(1_000_000));

  it("what Application Auto Scaling holds stays as it is: nobody uses it, so no alarm lowers it", () => {
    const { monthCost, lever } = strategy(request, "auto-scaling");
    expect(monthCost.table).toBeCloseTo(730 * (397 * WRITE_HOUR + READ_HOUR), 6);
    expect(lever).toContain("Nothing lowers it after the file");
  });

  it("the scaler lowers it within the next hour, which is paid for", () => {
    const { monthCost } = strategy(request, "scaler");
    const hours = 2 * 397 * WRITE_HOUR + 728 * WRITE_HOUR + 730 * READ_HOUR;
    expect(monthCost.table).toBeCloseTo(hours, 6);
  });

  it("no way that leaves it standing is recommended for the cheapest", () => {
    expect(planWorkload(request).advice.strategy).not.toBe("auto-scaling");
  });
});

describe("after traffic that comes once", () => {
  it("Application Auto Scaling leaves standing what it came to", () => {
    const hour = patternOf(Array<number>(60).fill(70));
    const { monthCost } = strategy(
      requestOf(trafficOf(hour, { isRecurring: false })),
      "auto-scaling",
    );
    expect(monthCost.table).toBeCloseTo(730 * (100 * WRITE_HOUR + READ_HOUR), 6);
  });
});
