import { expect, it } from "vitest";
import { pricesOf } from "../../src/index.ts";

const prices = pricesOf("us-east-1");

it("a write by a fully used provisioned unit costs 28.9 % of one on demand, $0.1806 a million", () => {
  const { writeUnitHour, onDemandWriteUnit } = prices;
  const usd = writeUnitHour / 3_600;
  expect(usd * 1e6).toBeCloseTo(0.1806, 4);
  expect(usd / onDemandWriteUnit).toBeCloseTo(0.289, 3);
});
