import { describe, expect, it } from "vitest";
import { costOfMonth, costOfRun, pricesOf, type StrategyUsage } from "../../src/index.ts";

const prices = pricesOf("us-east-1");

/** 1,000 records through a queue: 100 sends, 100 receives and 100 deletes. */
const buffered: StrategyUsage = {
  writeUnits: 1_000,
  capacity: { mode: "provisioned", writeUnitsPerSecond: 2 },
  seconds: 900,
  lambda: { invocations: 101, seconds: 40, memoryMb: 512, architecture: "arm64" },
  sqsRequests: 300,
};
const direct: StrategyUsage = {
  writeUnits: 1_000,
  capacity: { mode: "on-demand" },
  seconds: 3,
  lambda: { invocations: 1, seconds: 3, memoryMb: 1_024, architecture: "x86_64" },
  sqsRequests: 0,
};

describe("costOfRun", () => {
  it("counts provisioned capacity for the time of the run", () => {
    const cost = costOfRun(buffered, prices);
    expect(cost.tableUsd).toBeCloseTo(0.000325, 12); // 2 × ¼ h × $0.00065
    expect(cost.lambdaUsd).toBeCloseTo(0.000286868, 12); // 101 × $0.2e-6 + 20 GB-s × $0.0000133334
    expect(cost.sqsUsd).toBeCloseTo(0.00012, 12); // 300 × $0.4e-6
    expect(cost.totalUsd).toBeCloseTo(0.000731868, 12);
  });

  it("counts on-demand capacity by the write", () => {
    const cost = costOfRun(direct, prices);
    expect(cost.tableUsd).toBeCloseTo(0.000625, 12); // 1,000 × $0.625e-6
    expect(cost.lambdaUsd).toBeCloseTo(0.0000502001, 12); // $0.2e-6 + 3 GB-s × $0.0000166667
    expect(cost.sqsUsd).toBe(0);
    expect(cost.totalUsd).toBeCloseTo(0.0006752001, 12);
  });
});

describe("costOfMonth", () => {
  it("pays provisioned capacity all month, and the rest 4,380 times if it runs every 10 minutes", () => {
    const cost = costOfMonth(buffered, 10, prices);
    expect(cost.tableUsd).toBeCloseTo(0.949, 9); // 2 × 730 h × $0.00065
    expect(cost.lambdaUsd).toBeCloseTo(1.25648184, 9);
    expect(cost.sqsUsd).toBeCloseTo(0.5256, 9);
    expect(cost.totalUsd).toBeCloseTo(2.73108184, 9);
  });

  it("pays on-demand capacity by the write", () => {
    const cost = costOfMonth(direct, 10, prices);
    expect(cost.tableUsd).toBeCloseTo(2.7375, 9); // 4,380 × $0.000625
    expect(cost.totalUsd).toBeCloseTo(2.957376438, 9);
  });
});
