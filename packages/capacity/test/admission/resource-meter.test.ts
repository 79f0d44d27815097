import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { takeAll } from "../../src/admission/limit.ts";
import { ResourceMeter } from "../../src/admission/resource-meter.ts";
import type { Billing } from "../../src/index.ts";

/** Units of the largest write that comes. */
const LARGEST = 60;

function meterOf(billing: Billing, burstSeconds = 300): ResourceMeter {
  const resource = { region: "us-east-1", table: "Orders" };
  const arn = "arn:aws:dynamodb:us-east-1:123456789012:table/Orders";
  return new ResourceMeter({ resource, arn, billing, burstSeconds, nowMs: 0 });
}

/** Takes units from a partition of its own for each call; the reasons of a refusal. */
function take(meter: ResourceMeter, nowMs: number, units: number, key = "a"): readonly string[] {
  return takeAll(nowMs, meter.writeClaims(key, units)).map((limit) => limit.refusal.reason);
}

function takeOver(meter: ResourceMeter, nowMs: number, units: number): readonly string[] {
  for (let place = 0; place < units / 500; place += 1) {
    const reasons = take(meter, nowMs, 500, `key-${place}`);
    if (reasons.length > 0) return reasons;
  }
  return [];
}

describe("an on-demand table", () => {
  it("takes 4,000 units in its first second and no more", () => {
    const meter = meterOf({ mode: "on-demand" });
    expect(takeOver(meter, 0, 4_000)).toEqual([]);
    expect(take(meter, 0, 1, "other")).toEqual(["TableWriteKeyRangeThroughputExceeded"]);
    expect(take(meter, 1_000, 1, "other")).toEqual([]);
  });

  it("holds its owner's maximum, and saves nothing for later", () => {
    const meter = meterOf({ mode: "on-demand", maxWriteUnits: 10 });
    expect(take(meter, 60_000, 10)).toEqual([]);
    expect(take(meter, 60_000, 1)).toEqual(["TableWriteMaxOnDemandThroughputExceeded"]);
  });

  it("never exceeds maximum × window + one second and one write, over any arrivals", () => {
    const arrivals = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 1, max: LARGEST })),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), arrivals, (maximum, list) => {
        const meter = meterOf({ mode: "on-demand", maxWriteUnits: maximum });
        const taken: { atMs: number; units: number }[] = [];
        let atMs = 0;
        for (const [afterMs, units] of list) {
          atMs += afterMs;
          if (take(meter, atMs, units).length === 0) taken.push({ atMs, units });
        }
        for (const [start, first] of taken.entries()) {
          let sum = 0;
          for (const { atMs: at, units } of taken.slice(start)) {
            sum += units;
            const made = (maximum * (at - first.atMs)) / 1_000;
            expect(sum).toBeLessThan(made + maximum + LARGEST + 1e-6);
          }
        }
      }),
    );
  });
});

describe("a change of capacity", () => {
  it("keeps what was saved, up to the new burst", () => {
    const meter = meterOf({ mode: "provisioned", writeUnits: 10, readUnits: 1 }, 10);
    meter.follow(10_000, { mode: "provisioned", writeUnits: 2, readUnits: 1 });
    expect(take(meter, 10_000, 20)).toEqual([]);
    expect(take(meter, 10_000, 1)).toEqual(["TableWriteProvisionedThroughputExceeded"]);
  });

  it("of the mode begins anew under the other rules", () => {
    const meter = meterOf({ mode: "provisioned", writeUnits: 1, readUnits: 1 });
    expect(take(meter, 0, 1)).toEqual([]);
    expect(take(meter, 0, 1)).toEqual(["TableWriteProvisionedThroughputExceeded"]);
    meter.follow(0, { mode: "on-demand" });
    expect(take(meter, 0, 900)).toEqual([]);
    meter.follow(0, { mode: "provisioned", writeUnits: 1, readUnits: 1 });
    expect(take(meter, 0, 1, "b")).toEqual([]);
    expect(take(meter, 0, 1, "b")).toEqual(["TableWriteProvisionedThroughputExceeded"]);
  });
});

describe("a write that costs more than is left", () => {
  it("is done on credit, and those that follow pay for it", () => {
    const meter = meterOf({ mode: "provisioned", writeUnits: 5, readUnits: 1 }, 1);
    expect(take(meter, 0, 400)).toEqual([]);
    expect(take(meter, 78_900, 1, "b")).toEqual(["TableWriteProvisionedThroughputExceeded"]);
    expect(take(meter, 79_100, 400, "c")).toEqual([]);
  });

  it("is not done while its partition owes for another", () => {
    const meter = meterOf({ mode: "provisioned", writeUnits: 30_000, readUnits: 1 });
    expect(take(meter, 0, 8_800)).toEqual([]);
    expect(take(meter, 7_700, 1)).toEqual(["TableWriteKeyRangeThroughputExceeded"]);
    expect(take(meter, 7_700, 1, "b")).toEqual([]);
    expect(take(meter, 7_900, 1)).toEqual([]);
  });
});

describe("reads", () => {
  it("go on while anything is left, and what they took too much is owed", () => {
    const meter = meterOf({ mode: "provisioned", writeUnits: 1, readUnits: 5 }, 1);
    expect(meter.readRefusal(0)).toBeUndefined();
    meter.chargeRead(0, 20);
    expect(meter.readRefusal(2_900)?.reason).toBe("TableReadProvisionedThroughputExceeded");
    expect(meter.readRefusal(3_100)).toBeUndefined();
  });

  it("are not limited on demand, but for an owner's maximum", () => {
    const free = meterOf({ mode: "on-demand" });
    free.chargeRead(0, 1_000_000);
    expect(free.readRefusal(0)).toBeUndefined();
    const held = meterOf({ mode: "on-demand", maxReadUnits: 3 });
    held.chargeRead(0, 3);
    expect(held.readRefusal(0)?.reason).toBe("TableReadMaxOnDemandThroughputExceeded");
  });
});
