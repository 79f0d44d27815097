import { pricesOf } from "@spillway/capacity";
import { describe, expect, it } from "vitest";
import { type PlanRequest, planWorkload } from "../src/index.ts";
import { fileOf, patternOf, provisioned, requestOf, tableOf, trafficOf } from "./plan-requests.ts";

function leverOf(request: PlanRequest, key: string): string | undefined {
  return planWorkload(request).strategies.find((one) => one.key === key)?.lever;
}

/** A day by the minute, of 100 writes a second. */
const steady = trafficOf(patternOf(Array<number>(1_440).fill(100)));

describe("what would change a steered table", () => {
  it("is the capacity that throttles nothing, whatever capacity was asked for", () => {
    const workload = trafficOf(steady.pattern, {
      item: { ...steady.item, indexWriteUnits: { byEmail: 1 } },
    });
    const table = provisioned(tableOf({ index: true }), 50);
    const request = requestOf(workload, { table, writeCapacity: 50 });
    for (const key of ["auto-scaling", "scaler", "scaler-predicting"]) {
      expect(leverOf(request, key)).toContain("100 units all the time throttle nothing");
    }
  });
});

describe("what would change a table on demand", () => {
  it.each([
    ["us-east-1", "28.9 %"],
    ["us-west-2", "28.9 %"],
    ["ap-northeast-1", "28.8 %"],
  ])("is a fixed capacity of which enough is used, by the prices of %s: %s", (region, share) => {
    const request = requestOf(steady, { prices: pricesOf(region) });
    expect(leverOf(request, "on-demand")).toContain(`more than ${share} is used`);
  });

  it("is so by a price list of one's own", () => {
    const prices = { ...pricesOf("us-east-1"), writeUnitHour: 0.0009 };
    expect(leverOf(requestOf(steady, { prices }), "on-demand")).toContain(
      "more than 40.0 % is used",
    );
  });
});

describe("what would change a fixed table", () => {
  it("is nothing where the load is even, and no queue needs less", () => {
    expect(leverOf(requestOf(steady), "fixed")).toMatch(/^It is the least that throttles nothing/);
  });

  it("is less capacity where more was asked for than is needed", () => {
    const request = requestOf(steady, { writeCapacity: 120 });
    expect(leverOf(request, "fixed")).toBe(
      "100 units throttle nothing either, for $9.49 less a month.",
    );
  });
});

describe("what would change a queue", () => {
  it.each([100, 150])("is nothing where the table takes everything at once: %d units", (units) => {
    for (const key of ["buffered", "spillover"]) {
      expect(leverOf(requestOf(steady, { writeCapacity: units }), key)).toBe(
        "This capacity takes everything at once: no queue is needed.",
      );
    }
  });

  it("is no capacity that it has already", () => {
    const peak = trafficOf(patternOf([...Array<number>(600).fill(10), ...Array(60).fill(100)]));
    for (let units = 60; units <= 110; units += 5) {
      const lever = leverOf(requestOf(peak, { writeCapacity: units }), "buffered") ?? "";
      const [, other, own] = /^With ([\d,]+) units instead of ([\d,]+) units/.exec(lever) ?? [];
      if (own !== undefined) expect(Number(other)).toBeGreaterThan(Number(own));
    }
  });
});

describe("what would change the writing of a file", () => {
  it("is nothing where it is done within a second", () => {
    for (const key of ["on-demand", "fixed", "buffered", "spillover"]) {
      const request = requestOf(fileOf(1_000), { writeCapacity: 1_000 });
      expect(leverOf(request, key)).toBe(
        "It is written within a second: more capacity would not be seen.",
      );
    }
  });

  it("is warm throughput where growth is what it waits for", () => {
    expect(leverOf(requestOf(fileOf(1_000_000)), "on-demand")).toContain(
      "Warm throughput of 8,000 units",
    );
  });
});

describe("on demand", () => {
  it("says from which use on a fixed capacity is cheaper, by the prices that are there", () => {
    expect(leverOf(requestOf(steady), "on-demand")).toContain("more than 28.9 % is used");
    const prices = { ...pricesOf("us-east-1"), writeUnitHour: 0.001125 };
    expect(leverOf(requestOf(steady, { prices }), "on-demand")).toContain("more than 50.0 %");
  });

  it("is advised with the warm throughput that it was planned with", () => {
    const spike = trafficOf(patternOf([10, 6_000, 10]));
    const { advice } = planWorkload(
      requestOf(spike, { warmWriteUnits: 6_000, only: ["on-demand"] }),
    );
    expect(advice.sentences[0]).toMatch(
      /^Take the table on demand, its warm throughput raised to 6,000 write units a second before:/,
    );
  });
});
