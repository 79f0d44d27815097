import { costOfTableStorage, pricesOf } from "@spillway/capacity";
import { describe, expect, it } from "vitest";
import { type PlanRequest, planWorkload } from "../src/index.ts";
import { fileOf, patternOf, requestOf, trafficOf } from "./plan-requests.ts";

const DAY_SECONDS = 86_400;
const QUEUES = ["buffered", "spillover"] as const;
/** A day by the minute, of 100 writes a second. */
const steady = patternOf(Array<number>(1_440).fill(100));

function strategy(request: PlanRequest, key: string) {
  const plan = planWorkload(request).strategies.find((one) => one.key === key);
  if (plan === undefined) throw new Error(`no ${key}`);
  return plan;
}

describe("a queue that more comes into, day after day, than the table takes", () => {
  const request = requestOf(trafficOf(steady), {
    ...{ writeCapacity: 50, withinSeconds: 2 * DAY_SECONDS },
  });

  it.each(QUEUES)("grows without end: %s", (key) => {
    const plan = strategy(request, key);
    expect(plan.backlogFault).toBe("grows");
    expect(plan.lever).toMatch(
      /^The queue grows without end: 100 writes a second come in the mean, and 50 are taken\. With 100 units/,
    );
  });

  it("is never recommended as one that keeps all", () => {
    const only = [...QUEUES, "fixed"] as const;
    const { advice } = planWorkload({ ...request, only });
    expect(advice.strategy).toBe("fixed");
    const alone = planWorkload({ ...request, only: QUEUES }).advice;
    expect(alone.sentences[0]).toContain("what waits grows without end");
  });

  it.each(QUEUES)("has no more in its month than the table takes: %s", (key) => {
    const { monthCost } = strategy(request, key);
    const taken = 50 * 730 * 3_600 * 800;
    expect(monthCost.storage).toBeCloseTo(costOfTableStorage(taken, 1, pricesOf("us-east-1")), 6);
  });

  it("is so behind a hot key too, whatever the capacity", () => {
    const hot = trafficOf(patternOf(Array<number>(1_440).fill(5_000)), {
      hotKeys: [{ key: "USER#1", share: 0.6 }],
    });
    for (const key of QUEUES) expect(strategy(requestOf(hot), key).backlogFault).toBe("grows");
    expect(QUEUES).not.toContain(planWorkload(requestOf(hot)).advice.strategy);
  });

  it("is so without a queue where writers try again and again", () => {
    const trying = { ...request, whenThrottled: { retryEverySeconds: 60 } };
    expect(strategy(trying, "fixed").backlogFault).toBe("grows");
    expect(strategy(trying, "on-demand").backlogFault).toBeUndefined();
  });

  it("is none where the load comes once, or the night takes what the evening left", () => {
    const once = { ...request, workload: trafficOf(steady, { isRecurring: false }) };
    const evening = trafficOf(
      patternOf([...Array<number>(1_080).fill(10), ...Array(360).fill(90)]),
    );
    for (const key of QUEUES) {
      expect(strategy(once, key).backlogFault).toBeUndefined();
      expect(strategy({ ...request, workload: evening }, key).backlogFault).toBeUndefined();
    }
  });
});

describe("a queue of large items", () => {
  it("takes none whose message is larger than SQS allows", () => {
    const large = trafficOf(patternOf([0, 0, 5_000, 0, 0]));
    const item = { ...large.item, bytes: 300_000, writeUnits: 293 };
    const plan = planWorkload(requestOf({ ...large, item }));
    for (const key of QUEUES) {
      const queued = plan.strategies.find((one) => one.key === key);
      expect(queued?.backlogFault).toBe("too large");
      expect(queued?.lever).toMatch(/^A message has 504 KB and SQS is given 256 KB at most/);
    }
    expect(QUEUES).not.toContain(plan.advice.strategy);
  });
});

describe("a queue whose messages wait for days", () => {
  const within = { writeCapacity: 1, withinSeconds: 60 * DAY_SECONDS };

  it("loses those that SQS keeps no longer: it keeps none for more than 14 days", () => {
    const request = requestOf(fileOf(20 * DAY_SECONDS), within);
    const plan = strategy(request, "buffered");
    expect(plan.backlogFault).toBe("expires");
    expect(plan.lever).toContain("SQS keeps a message for 14 days at most");
    const { advice, assumptions } = planWorkload({ ...request, only: ["buffered"] });
    expect(advice.sentences[0]).toContain("the 14 days that SQS keeps a message");
    expect(assumptions.map(({ source }) => source)).toContainEqual(
      expect.stringContaining("quotas-messages.html"),
    );
    // What reads a file at the table's pace needs no queue.
    expect(strategy(request, "fixed").backlogFault).toBeUndefined();
  });

  it("has to keep them for longer than the four days of the module", () => {
    const plan = strategy(requestOf(fileOf(5 * DAY_SECONDS), within), "buffered");
    expect(plan.backlogFault).toBeUndefined();
    expect(plan.lever).toContain("Its queue has to keep messages for 5 days");
  });
});
