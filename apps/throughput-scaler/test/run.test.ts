import { scheduledEvent } from "@spillway/testkit";
import { expect, test } from "vitest";
import { runOf } from "../src/run.ts";

const metric = (name: string, dimensions: Record<string, string>) => ({
  id: "m1",
  metricStat: { metric: { namespace: "AWS/DynamoDB", name, dimensions }, period: 60, stat: "Sum" },
  returnData: true,
});
const alarm = (value: string, ...metrics: unknown[]) => ({
  alarmName: "orders-throttled",
  state: { value, reason: "Threshold Crossed", timestamp: "2026-01-01T00:00:00.000+0000" },
  previousState: { value: "OK" },
  configuration: { description: "", metrics },
});
const fromAlarm = (data: object) => ({
  source: "aws.cloudwatch",
  alarmArn: "arn:aws:cloudwatch:us-east-1:123456789012:alarm:orders-throttled",
  accountId: "123456789012",
  time: "2026-01-01T00:00:00.000+0000",
  region: "us-east-1",
  alarmData: data,
});
const orders = { TableName: "orders" };

test.each([
  ["a schedule", scheduledEvent()],
  ["nothing", undefined],
  ["something else by hand", { hello: 1 }],
])("%s looks at all tables", (_, event) => {
  expect(runOf(event)).toEqual({ kind: "schedule" });
});

test("a person may ask what it would do", () => {
  expect(runOf({ dryRun: true })).toEqual({ kind: "dry run" });
  expect(() => runOf({ dryRun: "yes" })).toThrow(/not one that this function takes/);
});

test.each([
  ["WriteThrottleEvents", orders, [{ resource: "", access: "write" }]],
  [
    "ReadThrottleEvents",
    { ...orders, GlobalSecondaryIndexName: "byDay" },
    [{ resource: "byDay", access: "read" }],
  ],
  ["WriteProvisionedThroughputThrottleEvents", orders, [{ resource: "", access: "write" }]],
  ["WriteKeyRangeThroughputThrottleEvents", orders, []],
  ["ConsumedWriteCapacityUnits", orders, []],
])("an alarm on %s names its table", (name, dimensions, throttled) => {
  const data = alarm("ALARM", metric(name, dimensions));
  const expected = {
    ...{ kind: "alarm", name: "orders-throttled" },
    throttled: new Map([["orders", throttled]]),
  };
  expect(runOf(fromAlarm(data))).toEqual(expected);
  const detail = { "detail-type": "CloudWatch Alarm State Change", detail: data };
  expect(runOf({ source: "aws.cloudwatch", ...detail })).toEqual(expected);
});

test("an alarm that has ended, or is on no table, asks for nothing", () => {
  const ended = alarm("OK", metric("WriteThrottleEvents", orders));
  const others = alarm("ALARM", metric("Errors", { FunctionName: "f" }), {
    id: "e",
    expression: "1",
  });
  for (const data of [ended, others]) {
    expect(runOf(fromAlarm(data))).toMatchObject({ kind: "alarm", throttled: new Map() });
  }
});
