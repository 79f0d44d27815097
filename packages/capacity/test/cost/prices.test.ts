import { describe, expect, it } from "vitest";
import { breakEvenUse, US_EAST_1_PRICES } from "../../src/index.ts";

describe("US_EAST_1_PRICES", () => {
  it("are AWS's list prices", () => {
    expect(US_EAST_1_PRICES).toEqual({
      region: "us-east-1",
      asOf: expect.stringMatching(/^20\d\d-\d\d$/),
      onDemandWriteUnit: 0.000_000_625,
      onDemandReadUnit: 0.000_000_125,
      writeUnitHour: 0.00065,
      readUnitHour: 0.00013,
      storageGbMonth: 0.25,
      sqsRequest: 0.000_000_4,
      lambdaRequest: 0.000_000_2,
      lambdaGbSecond: { arm64: 0.0000133334, x86_64: 0.0000166667 },
      snsRequest: 0.000_000_5,
      s3GbMonth: 0.023,
      s3Put: 0.000_005,
    });
  });

  it("make a fully used write unit $0.1806 a million writes", () => {
    expect((US_EAST_1_PRICES.writeUnitHour / 3_600) * 1e6).toBeCloseTo(0.1806, 4);
  });
});

describe("breakEvenUse", () => {
  it("is 28.9 % in us-east-1", () => {
    expect(breakEvenUse(US_EAST_1_PRICES)).toBeCloseTo(0.289, 3);
  });

  it("is where both cost the same", () => {
    const used = breakEvenUse(US_EAST_1_PRICES) * 100 * 3_600;
    expect(used * US_EAST_1_PRICES.onDemandWriteUnit).toBeCloseTo(
      100 * US_EAST_1_PRICES.writeUnitHour,
      12,
    );
  });
});
