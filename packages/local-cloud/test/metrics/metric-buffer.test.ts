import { describe, expect, it } from "vitest";
import { MetricBuffer, type Observation } from "../../src/metrics/metric-buffer.ts";

const seen = (value: number, at: number, more: Partial<Observation> = {}): Observation => ({
  namespace: "N",
  name: "M",
  dimensions: { D: "d" },
  unit: "Count",
  value,
  at,
  ...more,
});

describe("MetricBuffer", () => {
  it("sums up a second's observations of a metric", () => {
    const buffer = new MetricBuffer();
    for (const value of [3, 1, 2]) buffer.add(seen(value, 5_000 + value));
    expect(buffer.drain(6_000)).toEqual(
      new Map([
        [
          "N",
          [
            {
              MetricName: "M",
              Dimensions: [{ Name: "D", Value: "d" }],
              Timestamp: new Date(5_000),
              Unit: "Count",
              StorageResolution: 1,
              StatisticValues: { Sum: 6, SampleCount: 3, Minimum: 1, Maximum: 3 },
            },
          ],
        ],
      ]),
    );
  });

  it("gives each second once, when it has ended", () => {
    const buffer = new MetricBuffer();
    buffer.add(seen(1, 5_999));
    expect(buffer.drain(5_999).size).toBe(0);
    expect(buffer.drain(6_000).get("N")).toHaveLength(1);
    expect(buffer.drain(7_000).size).toBe(0);
  });

  it("keeps apart namespaces, names, dimensions and seconds", () => {
    const buffer = new MetricBuffer();
    buffer.add(seen(1, 0));
    buffer.add(seen(1, 0, { namespace: "O" }));
    buffer.add(seen(1, 0, { name: "L" }));
    buffer.add(seen(1, 0, { dimensions: { D: "e" } }));
    buffer.add(seen(1, 1_000));
    const drained = buffer.drain(10_000);
    expect(drained.get("N")).toHaveLength(4);
    expect(drained.get("O")).toHaveLength(1);
  });
});
