import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Observation } from "../../src/metrics/metric-buffer.ts";
import { History } from "../../src/status/history.ts";
import { liveSecond } from "../../src/status/live-document.ts";

const START = 1_000_000;

function historyAt(second = START) {
  const clock = { second };
  const history = new History(
    () => clock.second * 1_000,
    (region, name) => (region === "us-east-1" ? name : `${name} (${region})`),
  );
  const observe = (more: Partial<Observation>, region = "us-east-1") =>
    history.observe(region, {
      namespace: "AWS/SQS",
      name: "",
      dimensions: {},
      unit: "Count",
      value: 1,
      at: clock.second * 1_000,
      ...more,
    });
  return { clock, history, observe };
}

describe("History", () => {
  it("adds up what happens in a second, by name, and elsewhere with the region", () => {
    const { history, observe } = historyAt();
    history.request("sqs");
    history.request("sqs");
    history.refused();
    history.notServed();
    const table = { namespace: "AWS/DynamoDB", dimensions: { TableName: "Orders" } };
    observe({ ...table, name: "ConsumedWriteCapacityUnits", value: 3 });
    observe({ ...table, name: "ConsumedWriteCapacityUnits", value: 4 });
    observe({ ...table, name: "ReadThrottleEvents", value: 2 });
    observe({ ...table, name: "ProvisionedWriteCapacityUnits", value: 25 });
    const ofOperation = { TableName: "Orders", Operation: "PutItem" };
    observe({ ...table, name: "ThrottledRequests", dimensions: ofOperation });
    const index = { TableName: "Orders", GlobalSecondaryIndexName: "byDay" };
    observe({ ...table, name: "ConsumedReadCapacityUnits", dimensions: index });
    const lambda = { namespace: "AWS/Lambda", dimensions: { FunctionName: "f" } };
    observe({ ...lambda, name: "Invocations" }, "eu-west-1");
    observe({ ...lambda, name: "Duration", value: 12 }, "eu-west-1");
    const queue = { dimensions: { QueueName: "q" } };
    observe({ ...queue, name: "ApproximateNumberOfMessagesVisible", value: 7 });
    observe({ ...queue, name: "ApproximateNumberOfMessagesVisible", value: 5 });

    const [second, ...others] = history.since(0);
    expect(others).toEqual([]);
    expect(liveSecond.parse(second)).toEqual({
      at: START,
      requests: { sqs: 2 },
      refused: 1,
      notServed: 1,
      tables: {
        Orders: { writeUnits: 7, readUnits: 0, throttles: 2 },
        "Orders/byDay": { writeUnits: 0, readUnits: 1, throttles: 0 },
      },
      queues: { q: { visible: 5, inFlight: 0, delayed: 0 } },
      functions: { "f (eu-west-1)": { invocations: 1, errors: 0, throttles: 0, durationMs: 12 } },
      running: { most: 0, last: 0 },
    });
  });

  it("keeps the most that ran at once, and what still runs in the seconds after", () => {
    const { clock, history } = historyAt();
    history.running(1);
    history.running(1);
    history.running(-1);
    clock.second += 2;
    history.request("sqs");
    history.running(-1);
    expect(history.since(0).map(({ running }) => running)).toEqual([
      { most: 2, last: 1 },
      { most: 1, last: 0 },
    ]);
  });

  it("forgets what is older than ten minutes", () => {
    const { clock, history } = historyAt();
    history.request("sqs");
    clock.second += 600;
    expect(history.since(0)).toHaveLength(1);
    clock.second += 1;
    expect(history.since(0)).toEqual([]);
    expect(history.since(clock.second)).toEqual([]);
  });

  it("has another revision when anything has happened", () => {
    const { history } = historyAt();
    const before = history.revision;
    history.request("sqs");
    history.touch();
    expect(history.revision).toBe(before + 2);
  });

  it("names few of a thousand, and loses nothing of their sum", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 1, maxLength: 60 }), (counts) => {
        const { clock, history, observe } = historyAt();
        for (const [place, value] of counts.entries()) {
          const dimensions = { FunctionName: `f-${place}` };
          observe({ namespace: "AWS/Lambda", name: "Invocations", dimensions, value });
        }
        clock.second += 10;
        history.request("sqs");
        const [first] = history.since(0);
        const functions = Object.entries(first?.functions ?? {});
        const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
        expect(sum(functions.map(([, { invocations }]) => invocations))).toBe(sum(counts));
        expect(functions.length).toBe(Math.min(counts.length, 21));
        const named = functions.filter(([name]) => name !== "all others");
        const least = Math.min(...named.map(([, { invocations }]) => invocations));
        expect(counts.filter((count) => count > least).length).toBeLessThanOrEqual(20);
      }),
    );
  });
});
