import { describe, expect, it } from "vitest";
import { type Advised, adviceSentences } from "../../src/advice/advice-sentences.ts";
import { recommend } from "../../src/advice/recommend.ts";
import type { StrategyPlan } from "../../src/index.ts";
import { fileOf, patternOf, provisioned, tableOf, trafficOf } from "../plan-requests.ts";
import { strategyOf } from "./made-plans.ts";

const traffic = trafficOf(patternOf([100, 300]));

function sentencesOf(
  strategies: readonly StrategyPlan[],
  rest: Partial<Advised> = {},
): readonly [string, string] {
  const request = rest.request ?? { workload: traffic, table: tableOf() };
  const { kind } = request.workload;
  const withinSeconds = rest.withinSeconds ?? 900;
  const recommended = recommend(strategies, kind, withinSeconds);
  const sentences = adviceSentences({
    ...{ request, withinSeconds, recommended, strategies, hotKeys: [] },
    ...rest,
  });
  for (const sentence of sentences) {
    // One sentence each: it ends once, and not in between.
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence).not.toMatch(/[.!?] [A-Z]/);
  }
  return sentences;
}

describe("the advice in two sentences", () => {
  it("says what to do, what that gives and costs, and what the next best would be", () => {
    const buffered = strategyOf("buffered", 51.2, {
      worstDelaySeconds: 843,
      completeSeconds: 9_000,
    });
    const onDemand = strategyOf("on-demand", 210, { name: "on demand" });
    expect(sentencesOf([onDemand, buffered])).toEqual([
      "Send every write through a queue that is drained into a table with 100 write units a second: all 1,000 writes are done and none waits longer than 14 min 3 s, for $51.20 a month.",
      "The next best (on demand) throttles nothing either and costs $210.00 a month, 4.1 times as much.",
    ]);
  });

  it("tells of refused attempts that were done later", () => {
    const [first] = sentencesOf([
      strategyOf("auto-scaling", 51.2, { throttledWrites: 240, worstDelaySeconds: 90 }),
    ]);
    expect(first).toContain("none waits longer than 90 s, after 240 refused attempts");
  });

  it("holds a table that is there against what is recommended", () => {
    const table = { ...provisioned(tableOf(), 25), exists: true };
    const today = strategyOf("fixed", 14.24, {
      settings: { billing: "provisioned", table: table.shape },
      ...{ throttledWrites: 340, lostWrites: 340 },
    });
    const [first, second] = sentencesOf([strategyOf("on-demand", 12)], {
      request: { workload: traffic, table },
      today,
    });
    expect(first).toBe(
      "Take the table on demand: none of 1,000 writes is throttled, for $12.00 a month.",
    );
    expect(second).toBe(
      "Today's 25 write units a second refuse 340 writes and cost $14.24 a month.",
    );
  });

  it("leaves a table on demand that is on demand", () => {
    const request = { workload: traffic, table: { ...tableOf(), exists: true } };
    const [first] = sentencesOf([strategyOf("on-demand", 12)], { request });
    expect(first).toMatch(/^Leave the table on demand: /);
  });

  it("says what a cheaper way would leave undone, where nothing else writes all", () => {
    const [, second] = sentencesOf([
      strategyOf("on-demand", 210),
      strategyOf("auto-scaling", 40, { name: "Application Auto Scaling", lostWrites: 60 }),
    ]);
    expect(second).toBe(
      "The next best (Application Auto Scaling) costs $40.00 a month, but does not write 60 of 1,000 writes.",
    );
  });

  it("says how many are not written where no way writes all, and what cures a hot key", () => {
    const [first, second] = sentencesOf([strategyOf("fixed", 80, { lostWrites: 60 })], {
      hotKeys: [{ key: '"USER#1"', share: 0.8, peakUnits: 2_400, shards: 3 }],
    });
    expect(first).toBe(
      "Provision 100 write units a second: 60 of 1,000 writes are not written, the fewest of all ways, for $80.00 a month.",
    );
    expect(second).toBe(
      'Spread the key "USER#1" over 3 shards, for its partition gives 1,000 write units a second and is asked for 2,400.',
    );
  });

  it("says that no number of shards cures a key that asks for more than all of them give", () => {
    const [, second] = sentencesOf([strategyOf("fixed", 80, { lostWrites: 60 })], {
      hotKeys: [{ index: "byDay", key: "today", share: 1, peakUnits: 2e6, shards: 2_000 }],
    });
    expect(second).toMatch(
      /^Take another key than today of the index byDay, .* 1,000 shards of it/,
    );
  });

  it("says of a file when it is written, what that costs and what a month with the table does", () => {
    const request = { workload: fileOf(1_000), table: tableOf() };
    const strategies = [
      strategyOf("fixed", 8, { completeSeconds: 600 }),
      strategyOf("import", 2, { name: "import from S3", completeSeconds: null }),
    ];
    expect(sentencesOf(strategies, { request })).toEqual([
      "Provision 100 write units a second: all 1,000 items are written in 10 min, for $0.80, or $8.00 a month with the table standing.",
      "The next best (import from S3) costs $2.00 a month, but AWS does not say how long an import takes.",
    ]);
    expect(sentencesOf([strategies[1] as StrategyPlan], { request })[0]).toContain(
      "AWS does not say in which time",
    );
  });

  it("says what to watch where there is nothing to compare with", () => {
    const [, second] = sentencesOf([strategyOf("fixed", 80)]);
    expect(second).toContain("planned for 300 writes a second at the peak");
  });
});
