// The shopping cart of the fourth seed: 1,000 requests a second, of which a fifth writes, and 100,000 on Black
// Friday; at today's prices of us-east-1. README.md says where the seed's sums were wrong.
import { describe, expect, it } from "vitest";
import { planWorkload, type Traffic } from "../src/index.ts";
import { patternOf, requestOf, trafficOf } from "./plan-requests.ts";

const WRITES = 0.2;
const READS = 0.8;

/** Requests a second by the hour. */
function cart(byHour: readonly number[], readUnits: number, isRecurring: boolean): Traffic {
  const pattern = patternOf(
    byHour.map((requests) => requests * WRITES),
    { stepSeconds: 3_600, reads: byHour.map((requests) => requests * READS) },
  );
  return trafficOf(pattern, {
    item: { bytes: 300, writeUnits: 1, indexWriteUnits: {}, readUnits, storedBytes: 0 },
    isRecurring,
  });
}

const hours = (count: number, requests: number) => Array.from({ length: count }, () => requests);

function costs(workload: Traffic) {
  const request = requestOf(workload, { only: ["on-demand", "fixed"] });
  const { strategies } = planWorkload(request);
  const [onDemand, fixed] = strategies;
  if (onDemand === undefined || fixed === undefined) throw new Error("expected two strategies");
  return { onDemand, fixed };
}

describe("the usual day", () => {
  it("costs half of what the seed says on demand, and a quarter less than that with eventual reads", () => {
    const strong = costs(cart(hours(24, 1_000), 1, true)).onDemand;
    // 69.12 million reads at $0.125 and 17.28 million writes at $0.625.
    expect(strong.runCost.table).toBeCloseTo(8.64 + 10.8, 6);
    const eventual = costs(cart(hours(24, 1_000), 0.5, true)).onDemand;
    expect(eventual.runCost.table).toBeCloseTo(4.32 + 10.8, 6);
    expect(eventual.monthCost.table).toBeCloseTo((15.12 * 730) / 24, 6);
  });
});

describe("Black Friday", () => {
  /** A month of usual hours, and twelve of the hundredfold. */
  const month = [...hours(708, 1_000), ...hours(12, 100_000)];

  it("costs a third of the seed's $50,000 a month, if it is provisioned all month", () => {
    const { fixed } = costs(cart(month, 1, false));
    // Saved burst is worth 300 s of twelve hours: 20,000 and 80,000 × 43,200 / 43,500.
    expect(fixed.settings.table.billing).toMatchObject({ writeUnits: 19_863, readUnits: 79_449 });
    expect([fixed.throttledWrites, fixed.throttledReads]).toEqual([0, 0]);
    expect(fixed.monthCost.table).toBeCloseTo(730 * (19_863 * 0.00065 + 79_449 * 0.00013), 6);
    expect(fixed.lever).toContain("quota of 40,000 units");
    // Nearly $50,000 is what 100,000 units cost that are all for writes; four fifths are reads.
    expect(730 * 100_000 * 0.00065).toBeCloseTo(47_450, 6);
  });

  it("costs less on demand all month, if only it were taken", () => {
    const { onDemand, fixed } = costs(cart(month, 1, false));
    expect(onDemand.monthCost.table).toBeLessThan(fixed.monthCost.table / 10);
  });

  it("is not taken at once on demand: for 90 minutes the table grows, and refuses meanwhile", () => {
    const { onDemand } = costs(cart(month, 0.5, false));
    // Of 20,000 a second: 4,000 for half an hour, then 8,000, then 16,000.
    const refused = 1_800 * (16_000 + 12_000 + 4_000);
    expect(onDemand.throttledWrites / refused).toBeCloseTo(1, 2);
    expect(onDemand.lever).toContain("Warm throughput of 20,000 units, bought once");
  });

  it("is taken at once with warm throughput", () => {
    const request = requestOf(cart(month, 0.5, false), { warmWriteUnits: 20_000 });
    const [warmed] = planWorkload({ ...request, only: ["on-demand"] }).strategies;
    expect(warmed?.throttledWrites).toBe(0);
  });
});
