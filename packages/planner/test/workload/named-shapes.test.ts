import { describe, expect, it } from "vitest";
import { namedShape, shapeWorkload } from "../../src/index.ts";
import { tableWith } from "./sample-tables.ts";
import { writesOf } from "./writes-of.ts";

const table = tableWith();

function trafficOf(text: string, options: Partial<Parameters<typeof shapeWorkload>[1]> = {}) {
  const shape = namedShape(text);
  if (shape === undefined) throw new Error(`expected a shape; came ${text}`);
  return shapeWorkload(shape, { table, ...options });
}

describe("shapes by name", () => {
  it.each([
    ["steady", 1_440],
    ["daily", 1_440],
    ["weekly", 1_440],
    ["growth", 1_440],
    ["spike 1000x every 10m", 86_400],
  ])("%s lasts the days that are asked for, and comes again", (text, steps) => {
    const { pattern, isRecurring } = trafficOf(text, { days: 1 });
    expect(pattern.writes).toHaveLength(steps);
    expect(isRecurring).toBe(true);
  });

  it("are exactly as steady as they say", () => {
    const { pattern } = trafficOf("steady", { perSecond: 100 });
    expect(Array.from(pattern.writes).every((rate) => rate === 100)).toBe(true);
  });

  it.each(["spike 1000x every 10m", "spike 1000 every 10m", "Spike 1k every 600s"])(
    "%s sends 1,000 at once, every ten minutes",
    (text) => {
      const { pattern } = trafficOf(text, { days: 1, perSecond: 2 });
      expect([0, 599, 600, 1_199].map((second) => pattern.writes[second])).toEqual([
        ...[2, 1_002, 2, 1_002],
      ]);
    },
  );

  it.each([
    "black-friday 1000 → 100000",
    "black-friday 1000 -> 100000",
    "black-friday 1k to 100,000",
    "black-friday 1000→100000",
  ])("%s is a day of 100,000 in a month of 1,000, which comes once", (text) => {
    const { pattern, isRecurring, name } = trafficOf(text);
    expect(name).toBe("black-friday 1000 → 100000");
    expect([
      Math.min(...Array.from(pattern.writes)),
      Math.max(...Array.from(pattern.writes)),
    ]).toEqual([1_000, 100_000]);
    expect(isRecurring).toBe(false);
  });

  it("take a part of the requests for reads", () => {
    const { pattern } = trafficOf("black-friday 1000 → 100000", { reads: { share: 0.8 } });
    expect(Math.max(...Array.from(pattern.writes))).toBeCloseTo(20_000, 6);
    expect(Math.max(...Array.from(pattern.reads ?? []))).toBeCloseTo(80_000, 6);
  });

  it("scale real traffic to a mean", () => {
    const load = trafficOf("tweets", { perSecond: 50 });
    expect(writesOf(load) / (load.pattern.writes.length * 60)).toBeCloseTo(50, 6);
  });

  it.each(["orders.csv", "./daily", "", "→"])("are not meant by %j", (text) => {
    expect(namedShape(text)).toBeUndefined();
  });

  it.each([
    "spike",
    "spike 1000x",
    "spike many every 10m",
    "spike 0x every 10m",
    "spike 1000x every now",
    "spike 1.5x every 10m",
    "black-friday",
    "black-friday 1000",
    "black-friday 0 → 100",
    "black-friday 100 → 10",
    "daily 1000",
  ])("refuse %j", (text) => {
    expect(() => namedShape(text)).toThrow(
      expect.objectContaining({
        code: "WORKLOAD_INVALID",
        message: expect.stringContaining(JSON.stringify(text)),
      }),
    );
  });

  it.each([
    ["daily", { days: 367 }, "expected at most 366 days of the pattern daily; came 367"],
    ["steady", { days: 1e9 }, "expected at most 366 days of the pattern steady"],
    [
      "spike 5x every 1m",
      { days: 32 },
      "at most 31 days of the pattern spike 5x every 1m; came 32",
    ],
    ["daily", { perSecond: 1e9 }, "at most 100,000,000 writes a second of the pattern daily"],
    ["spike 1000M every 1m", {}, "expected at most 100,000,000 writes a second of a spike"],
    ["black-friday 1 → 1000M", {}, "at most 100,000,000 writes a second of a Black Friday"],
  ])("%s of %j is more than a plan has room for", (text, size, message) => {
    expect(() => trafficOf(text, size)).toThrow(
      expect.objectContaining({
        code: "WORKLOAD_INVALID",
        message: expect.stringContaining(message),
      }),
    );
  });

  it.each([
    ["black-friday 1 → 2", { perSecond: 1 }],
    ["black-friday 1 → 2", { days: 1 }],
    ["tweets", { days: 1 }],
  ])("%s has a size of its own", (text, size) => {
    expect(() => trafficOf(text, size)).toThrow(
      expect.objectContaining({ code: "WORKLOAD_INVALID" }),
    );
  });
});
