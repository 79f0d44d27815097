import { describe, expect, it } from "vitest";
import { UsageLedger } from "../src/usage/usage-ledger.ts";

const orders = { region: "us-east-1", table: "Orders" };
const byCity = { ...orders, index: "byCity" };

const zero = {
  consumedWriteUnits: 0,
  consumedReadUnits: 0,
  writeThrottleEvents: 0,
  readThrottleEvents: 0,
  throttledRequests: {},
  throttlesByReason: {},
};

describe("UsageLedger", () => {
  it("adds up by second and resource, and hands out each ended second once", () => {
    const ledger = new UsageLedger(() => ({}));
    ledger.record(1_000, orders, { writeUnits: 2 });
    ledger.record(1_999, orders, { writeUnits: 3, readUnits: 0.5 });
    ledger.record(1_500, byCity, { refusedWrites: ["r", "r"] });
    ledger.record(2_000, orders, { writeUnits: 1 });
    expect(ledger.drain(1_999)).toEqual([]);
    expect(ledger.drain(2_500)).toEqual([
      { at: 1_000, ...orders, ...zero, consumedWriteUnits: 5, consumedReadUnits: 0.5 },
      { at: 1_000, ...byCity, ...zero, writeThrottleEvents: 2, throttlesByReason: { r: 2 } },
    ]);
    expect(ledger.drain(3_000)).toEqual([{ at: 2_000, ...orders, ...zero, consumedWriteUnits: 1 }]);
    expect(ledger.drain(Number.POSITIVE_INFINITY)).toEqual([]);
  });

  it("keeps totals, and a copy that was handed out stays as it was", () => {
    const ledger = new UsageLedger(() => ({}));
    ledger.record(0, orders, { refusedRequest: "PutItem" });
    const before = ledger.totals();
    ledger.record(5_000, orders, { refusedRequest: "PutItem", refusedReads: ["r"] });
    ledger.drain(10_000);
    expect(before[0]?.throttledRequests).toEqual({ PutItem: 1 });
    expect(ledger.totals()).toEqual([
      {
        at: 0,
        ...orders,
        ...zero,
        readThrottleEvents: 1,
        throttledRequests: { PutItem: 2 },
        throttlesByReason: { r: 1 },
      },
    ]);
  });

  it("tells the provisioned capacity of each resource when a second is handed out", () => {
    const ledger = new UsageLedger(({ index }) => ({ writeUnits: index ? 3 : 25, readUnits: 5 }));
    ledger.record(0, orders, { writeUnits: 1 });
    ledger.record(0, byCity, { writeUnits: 1 });
    expect(ledger.drain(1_000)).toMatchObject([
      { provisionedWriteUnits: 25, provisionedReadUnits: 5 },
      { provisionedWriteUnits: 3, provisionedReadUnits: 5 },
    ]);
  });
});
