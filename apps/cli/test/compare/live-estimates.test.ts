import { createClients } from "@spillway/aws-clients";
import { hurriedClock } from "@spillway/testkit";
import { afterEach, expect, test } from "vitest";
import { withLiveEstimates } from "../../src/compare/live-estimates.ts";
import type { StrategyProgress } from "../../src/compare/progress-model.ts";
import { STRATEGIES, type Strategy } from "../../src/strategies/strategy.ts";
import { startFakeEnvironment } from "../fake-environment.ts";
import { outputsWith } from "./sample-comparison.ts";

let closers: (() => unknown)[] = [];
afterEach(() => {
  for (const close of closers) close();
  closers = [];
});

/** Estimates of an environment in which each table consumed 250 write units. */
async function startEstimates(onProgress: (progress: StrategyProgress) => void) {
  const aws = await startFakeEnvironment({ records: 250 });
  const clients = createClients({
    region: "us-east-1",
    endpoint: aws.endpoint,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const stop = new AbortController();
  closers.push(
    () => stop.abort(),
    () => clients.destroy(),
    () => aws.close(),
  );
  const clock = hurriedClock();
  const options = { clients, outputs: outputsWith(), clock, records: 400, onProgress };
  return withLiveEstimates(options, clock.now(), stop.signal);
}

test("while functions run, what their tables consumed says how far each one is", async () => {
  const seen = new Map<Strategy, StrategyProgress>();
  await new Promise<void>((resolve) => {
    void startEstimates((progress) => {
      seen.set(progress.strategy, progress);
      if (seen.size === STRATEGIES.length) resolve();
    });
  });
  for (const strategy of STRATEGIES) {
    expect(seen.get(strategy)).toEqual({
      strategy,
      phase: "invoking",
      records: 400,
      written: 250,
      failed: 0,
      estimated: true,
    });
  }
});

test("a strategy whose function has answered is counted, no longer estimated", async () => {
  const estimated: Strategy[] = [];
  let another = () => {};
  const show = await startEstimates(({ strategy, estimated: guessed }) => {
    if (guessed) estimated.push(strategy);
    if (guessed && strategy === "spillover") another();
  });
  const counts = { records: 400, written: 10, failed: 0, estimated: false };
  show({ ...counts, strategy: "direct", phase: "following" });
  estimated.length = 0;
  await new Promise<void>((resolve) => {
    another = resolve;
  });
  expect(estimated).not.toContain("direct");
  expect(estimated).toContain("spillover");
});
