import { pricesOf } from "@spillway/capacity";
import { expect, test } from "vitest";
import { costOf } from "../../src/compare/cost.ts";
import type { StrategyMetrics } from "../../src/metrics/run-metrics.ts";
import { deployedStrategies } from "../../src/strategies/deployed-strategies.ts";
import type { Strategy } from "../../src/strategies/strategy.ts";
import { outputsWith, sampleMetrics } from "./sample-comparison.ts";

const FACTS = {
  direct: { seconds: 36, functionSeconds: 20, queued: 0 },
  buffered: { seconds: 72, functionSeconds: 2, queued: 1_000 },
  spillover: { seconds: 54, functionSeconds: 20, queued: 420 },
};

function cost(strategy: Strategy, change: Partial<StrategyMetrics> = {}, everyMinutes = 10) {
  const deployed = deployedStrategies(outputsWith())[strategy];
  const metrics = sampleMetrics({ [strategy]: change }).strategies[strategy];
  if (deployed === undefined || metrics === undefined) throw new Error(`no ${strategy}`);
  return costOf(deployed, metrics, FACTS[strategy], everyMinutes, pricesOf("us-east-1"));
}

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

test("a month has as many spikes as the schedule says", () => {
  expect(cost("buffered", {}, 60).month.sqsUsd).toBeCloseTo(730 * 300 * 0.4e-6, 8);
  const never = cost("buffered", {}, Number.POSITIVE_INFINITY).month;
  expect(never).toMatchObject({ sqsUsd: 0, lambdaUsd: 0 });
  expect(never.totalUsd).toBe(never.tableUsd);
});

test("functions are paid by what CloudWatch counted, or else by how long they took to answer", () => {
  const perGbSecond = pricesOf("us-east-1").lambdaGbSecond.arm64;
  expect(cost("direct").spike.lambdaUsd).toBeCloseTo(21.84 * 0.5 * perGbSecond + 0.2e-6, 10);
  const nothing = { invocations: 0, milliseconds: 0 };
  const estimated = cost("direct", { sender: nothing });
  expect(estimated.spike.lambdaUsd).toBeCloseTo(20 * 0.5 * perGbSecond + 0.2e-6, 10);
});

test("spillover pays for the function that writes and for the one that drains", () => {
  const perGbSecond = pricesOf("us-east-1").lambdaGbSecond.arm64;
  const seconds = 20.31 + 6.2;
  expect(cost("spillover").spike.lambdaUsd).toBeCloseTo(
    seconds * 0.5 * perGbSecond + 31 * 0.2e-6,
    10,
  );
});
