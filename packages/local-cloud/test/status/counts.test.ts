import { describe, expect, it } from "vitest";
import { Activity } from "../../src/status/activity.ts";
import { CountedList } from "../../src/status/counted-list.ts";
import { FunctionResults } from "../../src/status/function-results.ts";
import { QueueLevels } from "../../src/status/queue-levels.ts";

const NOW = Date.parse("2026-01-01T00:00:00Z");
const now = () => NOW;
const at = "2026-01-01T00:00:00.000Z";

describe("CountedList", () => {
  it("counts what is the same, has the last one first, and forgets what is longest ago", () => {
    const list = new CountedList<string>(now, (text) => text, 2);
    for (const text of ["a", "b", "a", "c"]) list.add(text);
    expect(list.list()).toEqual([
      { value: "c", count: 1, last: at },
      { value: "a", count: 2, last: at },
    ]);
    expect(list.total).toBe(4);
  });
});

describe("Activity", () => {
  it("names a hundred services, and counts what is signed for any other together", () => {
    const activity = new Activity({ now, region: "us-east-1" });
    for (let number = 0; number < 110; number += 1) activity.request(`service-${number}`);
    expect(activity.requests()).toHaveLength(101);
    expect(activity.requests()[0]).toEqual({ service: "all others", count: 10 });
  });
});

describe("FunctionResults", () => {
  it("counts, and keeps the last result", () => {
    const results = new FunctionResults(now);
    expect(results.of("f")).toEqual({ invocations: 0, errors: 0, throttles: 0 });
    results.ran("f", { failed: false, durationMs: 3 });
    expect(results.of("f").last).toEqual({ at, result: "ok", durationMs: 3 });
    results.ran("f", { failed: true, timedOut: true, durationMs: 3_000 });
    results.ran("f", { failed: true, durationMs: 2 });
    results.throttled("f");
    expect(results.of("f")).toEqual({
      invocations: 3,
      errors: 2,
      throttles: 1,
      last: { at, result: "throttled" },
    });
    results.forget("f");
    expect(results.of("f").invocations).toBe(0);
  });
});

describe("QueueLevels", () => {
  it("knows the last gauges and the sums of counters, of queues that are there", () => {
    const levels = new QueueLevels();
    const observe = (name: string, value: number, QueueName = "q") =>
      levels.observe({
        namespace: "AWS/SQS",
        name,
        value,
        unit: "Count",
        dimensions: { QueueName },
        at: NOW,
      });
    observe("ApproximateNumberOfMessagesVisible", 3);
    observe("ApproximateNumberOfMessagesVisible", 2);
    observe("ApproximateNumberOfMessagesNotVisible", 1);
    observe("ApproximateAgeOfOldestMessage", 9);
    observe("SomethingElse", 1);
    observe("NumberOfMessagesSent", 4);
    observe("NumberOfMessagesSent", 1);
    observe("NumberOfMessagesReceived", 3);
    observe("NumberOfMessagesDeleted", 1);
    observe("NumberOfMessagesSent", 1, "gone");
    levels.keep(["q"]);
    expect(levels.of("q")).toEqual({
      // Two were read; five came, and three were taken.
      visible: 4,
      inFlight: 3,
      delayed: 0,
      oldestAgeSeconds: 9,
      sent: 5,
      received: 3,
      deleted: 1,
    });
    observe("ApproximateNumberOfMessagesVisible", 1);
    expect(levels.of("q").visible).toBe(1);
    expect(levels.of("gone").sent).toBe(0);
  });
});

describe("Activity", () => {
  it("counts requests by service and keeps what went wrong, once for each text", () => {
    const activity = new Activity({ now, region: "us-east-1" });
    for (const service of ["sqs", "dynamodb", "sqs"]) activity.request(service);
    activity.error("metrics were not put", new Error("it broke"));
    activity.error("metrics were not put", new Error("it broke"));
    activity.error("a rule may not invoke", undefined);
    expect(activity.requests()).toEqual([
      { service: "sqs", count: 2 },
      { service: "dynamodb", count: 1 },
    ]);
    expect(activity.errors()).toEqual([
      { message: "a rule may not invoke", count: 1, last: at },
      { message: "metrics were not put: it broke", count: 2, last: at },
    ]);
  });

  it("names what is in another region with it", () => {
    const activity = new Activity({ now, region: "us-east-1" });
    for (const region of ["us-east-1", "eu-west-1"]) {
      activity.of(region).observe({
        namespace: "AWS/Lambda",
        name: "Invocations",
        value: 1,
        unit: "Count",
        dimensions: { FunctionName: "f" },
        at: NOW,
      });
    }
    const [second] = activity.history.since(0);
    expect(Object.keys(second?.functions ?? {})).toEqual(["f", "f (eu-west-1)"]);
  });
});
