import { expect, it } from "vitest";
import { US_EAST_1_PRICES } from "../../src/index.ts";

it("a write by a fully used provisioned unit costs 28.9 % of one on demand, $0.1806 a million", () => {
  const { writeUnitHour, onDemandWriteUnit } = US_EAST_1_PRICES;
  const usd = writeUnitHour / 3_600;
  expect(usd * 1e6).toBeCloseTo(0.1806, 4);
  expect(usd / onDemandWriteUnit).toBeCloseTo(0.289, 3);
});
