import { describe, expect, it } from "vitest";
import { PartitionMeter } from "../../src/index.ts";

describe("PartitionMeter", () => {
  it("gives each key 1,000 units a second, whatever the others use", () => {
    const meter = new PartitionMeter();
    expect(meter.available(0, "a")).toBe(1_000);
    expect(meter.tryTake(0, "a", 1_000)).toBe(true);
    expect(meter.tryTake(0, "a", 1)).toBe(false);
    expect(meter.tryTake(0, "b", 1_000)).toBe(true);
    expect(meter.available(500, "a")).toBe(500);
    expect(meter.tryTake(1_000, "a", 1_000)).toBe(true);
  });

  it("saves no burst beyond one second", () => {
    const meter = new PartitionMeter();
    expect(meter.tryTake(0, "a", 1)).toBe(true);
    expect(meter.tryTake(3_600_000, "a", 1_001)).toBe(false);
  });

  it("takes another rate, for reads", () => {
    expect(new PartitionMeter({ ratePerSecond: 3_000 }).available(0, "a")).toBe(3_000);
  });

  it("forgets idle keys, never one that still owes", () => {
    const meter = new PartitionMeter({ maxKeys: 2 });
    meter.tryTake(0, "a", 1_000);
    meter.tryTake(0, "b", 1);
    for (let nowMs = 0; nowMs < 900; nowMs += 100) {
      meter.tryTake(nowMs, `other ${nowMs}`, 1);
      expect(meter.tryTake(nowMs, "a", nowMs + 1)).toBe(false);
    }
  });
});
