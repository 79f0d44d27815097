import { type MinuteUsage, TABLE_RESOURCE } from "@spillway/capacity";
import { patternFromCsv } from "@spillway/simulator";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { historyCsv } from "../../src/index.ts";

const START = Date.UTC(2026, 2, 1);

function minute(place: number, writeUnits: number, readUnits = 0, writes = 0): MinuteUsage {
  return {
    startMs: START + place * 60_000,
    consumed: { readUnits, writeUnits },
    throttled: { reads: 0, writes },
  };
}

describe("a table's history as a pattern file", () => {
  it("has a row for each minute, with a column for each index", () => {
    const minutes = new Map([
      [TABLE_RESOURCE, [minute(0, 60, 30.5), minute(1, 0, 0, 7)]],
      ["byEmail", [minute(0, 20), minute(1, 0)]],
    ]);
    expect(historyCsv(minutes, "users")).toBe(`time,units,read_units,throttled,units:byEmail
2026-03-01T00:00:00.000Z,60,30.5,0,20
2026-03-01T00:01:00.000Z,0,0,7,0
`);
  });

  it("is read again as what was consumed", () => {
    const units = fc.double({ min: 0, max: 1e6, noNaN: true });
    const minutes = fc.array(fc.tuple(units, units, fc.nat()), { minLength: 2, maxLength: 50 });
    fc.assert(
      fc.property(minutes, (rows) => {
        fc.pre(rows.some(([writes]) => writes > 0));
        const own = rows.map(([writes, reads, throttled], place) =>
          minute(place, writes, reads, throttled),
        );
        const read = patternFromCsv(historyCsv(new Map([[TABLE_RESOURCE, own]]), "t"), "t.csv");
        expect(read.pattern).toMatchObject({ startMs: START, stepSeconds: 60 });
        expect(Array.from(read.pattern.writes)).toEqual(rows.map(([writes]) => writes / 60));
        expect(read.throttledWrites).toBe(rows.reduce((sum, [, , count]) => sum + count, 0));
        expect(read.writesAreUnits).toBe(true);
      }),
    );
  });

  it.each([
    ["nothing", []],
    ["a minute", [minute(0, 5)]],
    ["minutes without writes", [minute(0, 0, 5), minute(1, 0)]],
  ])("is none of %s", (_, own) => {
    expect(() => historyCsv(new Map([[TABLE_RESOURCE, own]]), "users")).toThrow(
      expect.objectContaining({
        code: "WORKLOAD_INVALID",
        message: expect.stringContaining("users"),
      }),
    );
  });
});
