import { US_EAST_1_PRICES } from "@spillway/capacity";
import { expect, test } from "vitest";
import { costOf, queueRequests } from "../src/compare/cost.ts";
import type { StrategyMetrics } from "../src/metrics/run-metrics.ts";
import { deployedStrategies } from "../src/strategies/deployed-strategies.ts";
import type { Strategy } from "../src/strategies/strategy.ts";
import { outputsWith, sampleMetrics } from "./sample-comparison.ts";

const FACTS = {
  direct: { seconds: 36, functionSeconds: 20, queued: 0 },
  buffered: { seconds: 72, functionSeconds: 2, queued: 1_000 },
  spillover: { seconds: 54, functionSeconds: 20, queued: 420 },
};

function cost(strategy: Strategy, change: Partial<StrategyMetrics> = {}) {
  const deployed = deployedStrategies(outputsWith())[strategy];
  const metrics = sampleMetrics({ [strategy]: change }).strategies[strategy];
  if (deployed === undefined || metrics === undefined) throw new Error(`no ${strategy}`);
  return costOf(deployed, metrics, FACTS[strategy], US_EAST_1_PRICES);
}

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
  expect(cost("direct").spike.tableUsd).toBeCloseTo(25 * 0.01 * 0.00065, 10);
  expect(cost("buffered").spike.tableUsd).toBeCloseTo(25 * 0.02 * 0.00065, 10);
  expect(cost("spillover").spike.tableUsd).toBeCloseTo(25 * 0.015 * 0.00065, 10);
  expect(cost("direct").month.tableUsd).toBeCloseTo(25 * 730 * 0.00065, 8);
});

test.each<[Strategy, number]>([
  ["direct", 0],
  ["buffered", 300],
  // Only what spilled is in messages: 42 sends, and as many receives and deletes.
  ["spillover", 126],
])("the queue of %s takes %d requests a spike", (strategy, requests) => {
  expect(cost(strategy).spike.sqsUsd).toBeCloseTo(requests * 0.4e-6, 12);
  expect(cost(strategy).month.sqsUsd).toBeCloseTo(4_380 * requests * 0.4e-6, 8);
});

test("functions are paid by what CloudWatch counted, or else by how long they took to answer", () => {
  const perGbSecond = US_EAST_1_PRICES.lambdaGbSecond.arm64;
  expect(cost("direct").spike.lambdaUsd).toBeCloseTo(21.84 * 0.5 * perGbSecond + 0.2e-6, 10);
  const nothing = { invocations: 0, milliseconds: 0 };
  const estimated = cost("direct", { sender: nothing });
  expect(estimated.spike.lambdaUsd).toBeCloseTo(20 * 0.5 * perGbSecond + 0.2e-6, 10);
});

test("spillover pays for the function that writes and for the one that drains", () => {
  const perGbSecond = US_EAST_1_PRICES.lambdaGbSecond.arm64;
  const seconds = 20.31 + 6.2;
  expect(cost("spillover").spike.lambdaUsd).toBeCloseTo(
    seconds * 0.5 * perGbSecond + 31 * 0.2e-6,
    10,
  );
});
