import { isSpillwayError } from "@spillway/errors";
import { describe, expect, it } from "vitest";
import { capacityPricesOf, PRICED_REGIONS, pricesOf } from "../../src/index.ts";
import { comingAlong } from "./coming-along.ts";

it("prices of five regions come along", () => {
  expect([...PRICED_REGIONS].sort()).toEqual([
    "ap-northeast-1",
    "eu-central-1",
    "eu-west-1",
    "us-east-1",
    "us-west-2",
  ]);
});

it.each(PRICED_REGIONS)(
  "whoever wants to check a price of %s finds where it was read",
  (region) => {
    const told = comingAlong(region).flatMap(({ sources }) => Object.values(sources));
    expect(told.length).toBeGreaterThan(0);
    for (const source of told) {
      expect(source).toMatch(
        /^github\.com\/.+ at commit [0-9a-f]{40}: |https:\/\/aws\.amazon\.com\//,
      );
    }
  },
);

describe.each(PRICED_REGIONS)("prices of %s", (region) => {
  const prices = pricesOf(region);

  it("are each above 0, of this region, with year and month", () => {
    const { region: own, asOf, lambdaGbSecond, ...numbers } = prices;
    expect(own).toBe(region);
    expect(asOf).toMatch(/^20\d\d-(0[1-9]|1[0-2])$/);
    const all = [...Object.values(numbers), ...Object.values(lambdaGbSecond)];
    expect(all).toHaveLength(18);
    for (const usd of all) expect(usd).toBeGreaterThan(0);
  });

  it("of capacity are the same without the lists", () => {
    expect(prices).toMatchObject(capacityPricesOf(region) ?? { region: "nowhere" });
  });

  it("have a read unit at a fifth of a write unit", () => {
    expect(prices.readUnitHour / prices.writeUnitHour).toBeCloseTo(0.2, 6);
    // The price list rounds these.
    expect(prices.onDemandReadUnit / prices.onDemandWriteUnit).toBeCloseTo(0.2, 2);
  });

  it("make fully used provisioned units cheaper than on demand, at less than a third", () => {
    expect(prices.writeUnitHour / 3_600 / prices.onDemandWriteUnit).toBeCloseTo(0.289, 2);
  });
});

it("a write by a fully used provisioned unit of us-east-1 costs 28.9 % of one on demand, $0.1806 a million", () => {
  const { writeUnitHour, onDemandWriteUnit } = pricesOf("us-east-1");
  const usd = writeUnitHour / 3_600;
  expect(usd * 1e6).toBeCloseTo(0.1806, 4);
  expect(usd / onDemandWriteUnit).toBeCloseTo(0.289, 3);
});

it.each(["eu-north-1", "", "toString", "US-EAST-1"])(
  "a region without prices is refused, not priced as another: %s",
  (region) => {
    expect(() => pricesOf(region)).toThrow(
      "expected a region whose prices come along: us-east-1, us-west-2, eu-west-1, eu-central-1, ap-northeast-1",
    );
    expect(capacityPricesOf(region)).toBeUndefined();
    try {
      pricesOf(region);
    } catch (error) {
      expect(isSpillwayError(error, "PRICES_UNKNOWN")).toBe(true);
    }
  },
);
