import { describe, expect, it } from "vitest";
import { metricData, metricKey } from "../../src/alarms/metric-data.ts";
import { isKnownStatistic, statisticOf } from "../../src/alarms/statistic.ts";
import { WatchedMetrics } from "../../src/alarms/watched-metrics.ts";

const KEY = metricKey("shop", "Orders", [{ name: "Table", value: "a" }]);
const one = (value: number, count = 1) => ({
  kind: "values" as const,
  values: [{ value, count }],
});

describe("metricData", () => {
  const datum = { MetricName: "Orders", Dimensions: [{ Name: "Table", Value: "a" }] };

  it.each([
    ["JSON", { ...datum, Value: 2, Timestamp: 60 }],
    ["CBOR", { ...datum, Value: 2, Timestamp: { tag: 1, value: 60 } }],
  ])("reads %s", (_, given) => {
    expect(metricData({ Namespace: "shop", MetricData: [given] })).toEqual([
      { key: KEY, atMs: 60_000, unit: undefined, values: one(2) },
    ]);
  });

  it("reads the query protocol", () => {
    const prefix = "MetricData.member.1";
    expect(
      metricData({
        Namespace: "shop",
        [`${prefix}.MetricName`]: "Orders",
        [`${prefix}.Dimensions.member.1.Name`]: "Table",
        [`${prefix}.Dimensions.member.1.Value`]: "a",
        [`${prefix}.Timestamp`]: "1970-01-01T00:01:00Z",
        [`${prefix}.Values.member.1`]: "1",
        [`${prefix}.Values.member.2`]: "2",
        [`${prefix}.Counts.member.1`]: "3",
        [`${prefix}.Unit`]: "Count",
      }),
    ).toEqual([
      {
        key: KEY,
        atMs: 60_000,
        unit: "Count",
        values: {
          kind: "values",
          values: [
            { value: 1, count: 3 },
            { value: 2, count: 1 },
          ],
        },
      },
    ]);
  });

  it("reads sets of statistics, and leaves out what has no value", () => {
    const StatisticValues = { SampleCount: 2, Sum: 3, Minimum: 1, Maximum: 2 };
    const data = [{ ...datum, StatisticValues }, datum];
    expect(metricData({ Namespace: "shop", MetricData: data })).toMatchObject([
      { values: { kind: "set", set: { count: 2, sum: 3, minimum: 1, maximum: 2 } } },
    ]);
  });
});

describe("statisticOf", () => {
  const set = { kind: "set" as const, set: { count: 2, sum: 30, minimum: 10, maximum: 20 } };
  it.each([
    ["Sum", 39],
    ["SampleCount", 5],
    ["Average", 7.8],
    ["Minimum", 1],
    ["Maximum", 20],
    ["p50", 1],
    ["p100", 7],
    ["p99.9", 7],
  ])("%s is %d", (statistic, expected) => {
    expect(statisticOf(statistic, [one(1, 2), one(7), set])).toBe(expected);
  });

  it("of nothing is nothing", () => expect(statisticOf("Sum", [])).toBeUndefined());

  it.each([
    ["p99", true],
    ["Sum", true],
    ["tm90", false],
    ["IQM", false],
  ])("knows %s: %s", (statistic, known) => expect(isKnownStatistic(statistic)).toBe(known));
});

describe("WatchedMetrics", () => {
  const datum = (atMs: number, value: number, unit?: string) => ({
    key: KEY,
    atMs,
    unit,
    values: one(value),
  });

  it("gives a statistic of each period, the oldest first", () => {
    const metrics = new WatchedMetrics();
    metrics.watch(new Map([[KEY, 600_000]]));
    metrics.add([datum(59_999, 1), datum(60_000, 2), datum(119_999, 3)], 120_000);
    const of = { metric: KEY, unit: undefined, statistic: "Sum", periodSeconds: 60 };
    expect(metrics.datapoints(of, 3, 180_000)).toEqual([
      { atMs: 0, value: 1 },
      { atMs: 60_000, value: 5 },
      { atMs: 120_000, value: undefined },
    ]);
  });

  it("keeps only what is watched, only so long, and only of a unit that is asked for", () => {
    const metrics = new WatchedMetrics();
    expect(metrics.isEmpty).toBe(true);
    metrics.add([datum(0, 1)], 0);
    metrics.watch(new Map([[KEY, 60_000]]));
    metrics.add([datum(0, 1), datum(200_000, 2, "Count")], 200_000);
    const of = { metric: KEY, unit: undefined, statistic: "Sum", periodSeconds: 60 };
    expect(metrics.datapoints(of, 1, 60_000)).toEqual([{ atMs: 0, value: undefined }]);
    const seconds = { ...of, unit: "Seconds" };
    expect(metrics.datapoints(seconds, 1, 240_000)).toEqual([{ atMs: 180_000, value: undefined }]);
    expect(metrics.datapoints({ ...of, unit: "Count" }, 1, 240_000)[0]?.value).toBe(2);
    metrics.watch(new Map());
    expect(metrics.isEmpty).toBe(true);
  });
});
