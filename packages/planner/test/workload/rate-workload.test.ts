import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rateWorkload } from "../../src/index.ts";
import { tableWith } from "./sample-tables.ts";
import { writesOf } from "./writes-of.ts";

const item = { table: tableWith(), itemBytes: 700 };

describe("the load of a rate", () => {
  it("is all there from the start where only items are asked for", () => {
    expect(rateWorkload({ ...item, items: 10_000_000 })).toMatchObject({
      ...{ kind: "bulk", items: 10_000_000, name: "10,000,000 items" },
      item: { bytes: 700, writeUnits: 1 },
    });
  });

  it.each([
    [{ items: 1 }, "1 item"],
    [{ perSecond: 100, days: 1 }, "100 writes a second for 1 day"],
    [{ perSecond: 1, items: 1 }, "1 write a second until 1 item is written"],
  ])("is named in the singular where there is one of it: %o", (size, name) => {
    expect(rateWorkload({ ...item, ...size }).name).toBe(name);
  });

  it("goes on for 30 days and comes again where only a rate is", () => {
    const load = rateWorkload({ ...item, perSecond: 1_000 });
    expect(load).toMatchObject({ kind: "traffic", isRecurring: true });
    expect(writesOf(load)).toBe(1_000 * 30 * 86_400);
  });

  it("comes once at the rate, to the last item, where both are", () => {
    const load = rateWorkload({ ...item, items: 2_500, perSecond: 1_000 });
    expect(load).toMatchObject({
      isRecurring: false,
      pattern: { stepSeconds: 1, writes: new Float64Array([1_000, 1_000, 500]) },
    });
  });

  it("has reads as they are asked for", () => {
    const load = rateWorkload({ ...item, items: 2, perSecond: 1, reads: { perSecond: 5 } });
    expect(load).toMatchObject({ pattern: { reads: new Float64Array([5, 5]) } });
    const shared = rateWorkload({ ...item, perSecond: 10, days: 1, reads: { share: 0.8 } });
    expect(writesOf(shared)).toBeCloseTo(2 * 86_400, 6);
  });

  it("writes each item, whatever the rate", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 1, max: 100_000 }),
        (items, perSecond) => {
          expect(writesOf(rateWorkload({ ...item, items, perSecond }))).toBeCloseTo(items, 3);
        },
      ),
    );
  });

  it.each([
    [{ items: 1 }, "1 item", "1 item, all there from the start: as asked for"],
    [
      { perSecond: 1, days: 1 },
      "1 write a second for 1 day",
      "1 write a second for 1 day: as asked",
    ],
    [
      { perSecond: 0.001, days: 2 },
      "0.001 writes a second for 2 days",
      "0.001 writes a second for",
    ],
    [
      { items: 1, perSecond: 5 },
      "5 writes a second until 1 item is written",
      "5 writes a second until 1",
    ],
  ])("of %j is %s", (size, name, source) => {
    const load = rateWorkload({ ...item, ...size });
    expect(load.name).toBe(name);
    expect(load.sources[0]).toContain(source);
  });

  it.each([
    [
      { perSecond: 5, days: 100_000 },
      "expected at most 366 days of 5 writes a second; came 100,000",
    ],
    [
      { items: 1_000_000, perSecond: 0.001 },
      "expected at most 366 days of 0.001 writes a second; came 11,575",
    ],
    [{ perSecond: 1e12 }, "expected at most 100,000,000 writes a second of a rate; came 1,000,0"],
  ])("is refused of %j, which no plan has room for", (size, message) => {
    expect(() => rateWorkload({ ...item, ...size })).toThrow(
      expect.objectContaining({
        ...{ code: "WORKLOAD_INVALID", errorClass: "usage" },
        message: expect.stringContaining(message),
      }),
    );
  });

  it("needs one of them", () => {
    expect(() => rateWorkload(item)).toThrow(expect.objectContaining({ code: "WORKLOAD_INVALID" }));
  });
});
