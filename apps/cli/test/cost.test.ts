import { US_EAST_1_PRICES } from "@spillway/capacity";
import { expect, test } from "vitest";
import { costsOf, queueRequests } from "../src/compare/cost.ts";
import { outputsWith, sampleMetrics } from "./sample-comparison.ts";

const FACTS = {
  direct: { seconds: 36, functionSeconds: 20 },
  buffered: { seconds: 72, functionSeconds: 2, messages: 1_000 },
};

test.each([
  // Sends by ten, then a receive and a delete for each ten.
  [1_000, 0, 300],
  [1_000, 250, 600],
  [1, 1, 3],
  [0, 0, 0],
])("%d messages in %d invocations are %d requests", (messages, invocations, requests) => {
  expect(queueRequests(messages, invocations)).toBe(requests);
});

test("a spike pays for the table's capacity while it lasts, a month for all of it", () => {
  const costs = costsOf(outputsWith(), sampleMetrics(), FACTS, US_EAST_1_PRICES);
  expect(costs.direct.spike.tableUsd).toBeCloseTo(25 * 0.01 * 0.00065, 10);
  expect(costs.buffered.spike.tableUsd).toBeCloseTo(25 * 0.02 * 0.00065, 10);
  expect(costs.direct.month.tableUsd).toBeCloseTo(25 * 730 * 0.00065, 8);
  expect(costs.direct.month.sqsUsd).toBe(0);
  expect(costs.buffered.month.sqsUsd).toBeCloseTo(4_380 * 300 * 0.4e-6, 8);
});

test("functions are paid by what CloudWatch counted, or else by how long they took to answer", () => {
  const metrics = sampleMetrics();
  const perGbSecond = US_EAST_1_PRICES.lambdaGbSecond.arm64;
  const measured = costsOf(outputsWith(), metrics, FACTS, US_EAST_1_PRICES);
  expect(measured.direct.spike.lambdaUsd).toBeCloseTo(21.84 * 0.5 * perGbSecond + 0.2e-6, 10);
  const nothing = { invocations: 0, milliseconds: 0 };
  const unknown = {
    ...metrics,
    functions: { writer: nothing, producer: nothing, consumer: nothing },
  };
  const estimated = costsOf(outputsWith(), unknown, FACTS, US_EAST_1_PRICES);
  expect(estimated.direct.spike.lambdaUsd).toBeCloseTo(20 * 0.5 * perGbSecond + 0.2e-6, 10);
});
