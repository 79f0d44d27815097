import { describe, expect, it } from "vitest";
import { firingDelivery, nextDue } from "../../src/schedules/schedule.ts";

const MINUTE = 60_000;
const timing = {
  expression: "rate(1 minute)",
  timezone: "UTC",
  createdMs: 10_000,
  startMs: undefined,
  endMs: undefined,
};

describe("nextDue", () => {
  it.each([
    ["at its creation", {}, 9_999, 10_000],
    ["a period later", {}, 10_000, 10_000 + MINUTE],
    ["in its rhythm, whatever was missed", {}, 10_000 + 2.5 * MINUTE, 10_000 + 3 * MINUTE],
    ["from its start", { startMs: 100_000 }, 0, 100_000],
    ["until its end", { endMs: 10_000 + MINUTE }, 10_000 + MINUTE, undefined],
  ])("a rate is due %s", (_, more, after, due) => {
    expect(nextDue({ ...timing, ...more }, after)).toBe(due);
  });

  it("a cron expression is due in its time zone, from start to end", () => {
    const daily = {
      ...timing,
      expression: "cron(0 12 * * ? *)",
      timezone: "America/New_York",
      startMs: Date.parse("2026-01-10T00:00:00Z"),
      endMs: Date.parse("2026-01-11T18:00:00Z"),
    };
    const first = Date.parse("2026-01-10T17:00:00Z");
    expect(nextDue(daily, 0)).toBe(first);
    expect(nextDue(daily, first)).toBe(Date.parse("2026-01-11T17:00:00Z"));
    expect(nextDue(daily, Date.parse("2026-01-11T17:00:00Z"))).toBeUndefined();
  });

  it("a moment is due once", () => {
    const once = { ...timing, expression: "at(2026-01-01T00:00:00)", timezone: "Asia/Tokyo" };
    const due = Date.parse("2025-12-31T15:00:00Z");
    expect(nextDue(once, 0)).toBe(due);
    expect(nextDue(once, due)).toBeUndefined();
  });
});

describe("firingDelivery", () => {
  const arn = (service: string, rest: string) =>
    `arn:aws:${service}:eu-west-1:123456789012:${rest}`;
  const firing = {
    scheduleArn: arn("scheduler", "schedule/default/s"),
    dueMs: 0,
    executionId: "e",
  };
  const target = { arn: arn("sqs", "q"), input: undefined, groupId: undefined, bus: undefined };

  it("gives the input with the firing in its places", () => {
    const input =
      '{"at":"<aws.scheduler.scheduled-time>","of":"<aws.scheduler.schedule-arn>","n":<aws.scheduler.attempt-number>}';
    expect(firingDelivery({ ...target, input, groupId: "g" }, firing)).toEqual({
      kind: "queue",
      message: {
        body: `{"at":"1970-01-01T00:00:00Z","of":"${firing.scheduleArn}","n":1}`,
        groupId: "g",
      },
    });
  });

  it("gives Scheduler's event to who has no input", () => {
    const delivery = firingDelivery({ ...target, arn: arn("lambda", "function:f") }, firing);
    expect(delivery?.kind).toBe("function");
    expect(JSON.parse(delivery?.kind === "function" ? delivery.payload : "")).toMatchObject({
      "detail-type": "Scheduled Event",
      source: "aws.scheduler",
      time: "1970-01-01T00:00:00Z",
      resources: [firing.scheduleArn],
      detail: "{}",
    });
  });

  it("gives a bus an event of the schedule's", () => {
    const bus = { source: "shop", detailType: "Tick" };
    const event = { ...target, arn: arn("events", "event-bus/default"), input: "{}", bus };
    expect(firingDelivery(event, firing)).toEqual({
      kind: "bus",
      entry: {
        Source: "shop",
        DetailType: "Tick",
        Detail: "{}",
        Resources: [firing.scheduleArn],
      },
    });
  });

  it("gives nothing to a universal target", () => {
    const universal = "arn:aws:scheduler:::aws-sdk:sqs:sendMessage";
    expect(firingDelivery({ ...target, arn: universal }, firing)).toBeUndefined();
  });
});
