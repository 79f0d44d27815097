import { CloudWatchClient, type MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { ManualClock } from "@spillway/testkit";
import { describe, expect, it, vi } from "vitest";
import { Alarms } from "../../src/alarms/alarms.ts";
import { metricKey } from "../../src/alarms/metric-data.ts";
import { WatchedMetrics } from "../../src/alarms/watched-metrics.ts";

const MINUTE = 60_000;
const TOPIC = "arn:aws:sns:eu-west-1:123456789012:t";
const KEY = metricKey("shop", "Failures", []);

function alarmsOver(...deployed: MetricAlarm[]) {
  const clock = new ManualClock(Date.parse("2026-01-01T00:00:05Z"));
  const client = new CloudWatchClient({ region: "eu-west-1" });
  const set: string[] = [];
  const told: { arn: string; subject: string | undefined }[] = [];
  const events: unknown[] = [];
  vi.spyOn(client, "send").mockImplementation(async (command: { input: object }) => {
    const input = command.input as {
      AlarmNames?: string[];
      AlarmName?: string;
      StateValue?: string;
    };
    if (input.StateValue !== undefined) {
      set.push(`${input.AlarmName} ${input.StateValue}`);
      return {};
    }
    const { AlarmNames: names } = input;
    return {
      MetricAlarms: deployed.filter(({ AlarmName = "" }) => names?.includes(AlarmName) ?? true),
    };
  });
  const metrics = new WatchedMetrics();
  const alarms = new Alarms({
    client,
    metrics,
    deliveries: {
      deliver: async (arn, delivery) => {
        told.push({ arn, subject: delivery.kind === "topic" ? delivery.subject : undefined });
        return undefined;
      },
    },
    takeEvent: (event) => events.push(event.detail),
    clock,
    onError: (message, error) => expect.unreachable(`${message}: ${error}`),
  });
  const fail = (value: number) =>
    metrics.add(
      [{ key: KEY, atMs: clock.now(), unit: undefined, values: values(value) }],
      clock.now(),
    );
  return { clock, alarms, set, told, events, fail, deployed };
}

const values = (value: number) => ({ kind: "values" as const, values: [{ value, count: 1 }] });

const failures: MetricAlarm = {
  AlarmName: "failures",
  AlarmArn: "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:failures",
  Namespace: "shop",
  MetricName: "Failures",
  Statistic: "Sum",
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: "GreaterThanOrEqualToThreshold",
  TreatMissingData: "notBreaching",
  StateValue: "INSUFFICIENT_DATA",
  AlarmActions: [TOPIC],
};

describe("Alarms", () => {
  it("evaluates at once, and then each minute a little after its end", async () => {
    const { clock, alarms, set, told, events, fail } = alarmsOver(failures);
    await alarms.changed(["failures"]);
    expect(set).toEqual(["failures OK"]);
    fail(3);
    await clock.advance(MINUTE - 10_000);
    expect(set).toHaveLength(1);
    await clock.advance(10_000);
    expect(set).toEqual(["failures OK", "failures ALARM"]);
    expect(told).toEqual([{ arn: TOPIC, subject: 'ALARM: "failures" in eu-west-1' }]);
    expect(events).toHaveLength(2);
    await clock.advance(4 * MINUTE);
    expect(set.at(-1)).toBe("failures OK");
    expect(told).toHaveLength(1);
    alarms.close();
  });

  it("evaluates every ten seconds where the period is so short", async () => {
    const { clock, alarms, set, fail } = alarmsOver({ ...failures, Period: 10 });
    await alarms.begin();
    fail(1);
    await clock.advance(10_000);
    expect(set).toEqual(["failures OK", "failures ALARM"]);
    alarms.close();
  });

  it("acts on a state that somebody set, unless its actions are off", async () => {
    const off = { ...failures, AlarmName: "off", ActionsEnabled: false };
    const { alarms, told, events } = alarmsOver({ ...failures, StateValue: "OK" }, off);
    await alarms.begin();
    await alarms.stateWasSet("failures", "ALARM", "by hand", undefined);
    await alarms.stateWasSet("failures", "ALARM", "again", undefined);
    await alarms.stateWasSet("off", "ALARM", "by hand", undefined);
    expect(told).toHaveLength(1);
    expect(events.map((event) => (event as { alarmName: string }).alarmName)).toEqual([
      "off",
      "failures",
      "off",
    ]);
    expect(alarms.stateOf("failures")).toBe("ALARM");
    alarms.close();
  });

  it("lets a deleted one be", async () => {
    const { clock, alarms, set, fail, deployed } = alarmsOver(failures);
    await alarms.begin();
    deployed.length = 0;
    await alarms.changed(["failures"]);
    fail(1);
    await clock.advance(2 * MINUTE);
    expect(set).toEqual(["failures OK"]);
    expect(alarms.stateOf("failures")).toBeUndefined();
    alarms.close();
  });
});
