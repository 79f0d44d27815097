import { patternFromCsv } from "@spillway/simulator";
import { describe, expect, it } from "vitest";
import { csvWorkload, type LoadFacts } from "../../src/index.ts";
import { tableWith } from "./sample-tables.ts";
import { writesOf } from "./writes-of.ts";

function loadOf(text: string, options: Partial<LoadFacts> = {}) {
  return csvWorkload(patternFromCsv(text, "mine.csv"), { table: tableWith(), ...options });
}

describe("the traffic of a pattern file", () => {
  it("has the writes of the file, of 1 KB where nobody says otherwise", () => {
    const load = loadOf("time,writes\n0,60\n60,120");
    expect(load).toMatchObject({
      ...{ name: "mine.csv", isRecurring: true },
      item: { bytes: 1_024, writeUnits: 1 },
    });
    expect(writesOf(load)).toBe(180);
  });

  it("takes a unit for a write where the file has units alone", () => {
    const load = loadOf("time,units,units:byEmail\n0,60,30\n60,120,60", {
      table: tableWith({ byEmail: "ALL" }),
    });
    expect(writesOf(load)).toBe(180);
    expect(load.item).toMatchObject({ writeUnits: 1, indexWriteUnits: { byEmail: 0.5 } });
  });

  it("makes fewer writes of the units where items are larger", () => {
    const load = loadOf("time,units,units:byEmail\n0,60,30\n60,120,60", {
      ...{ itemBytes: 2_500, table: tableWith({ byEmail: "ALL" }) },
    });
    expect(writesOf(load)).toBe(60);
    expect(load.item).toMatchObject({
      bytes: 2_500,
      writeUnits: 3,
      indexWriteUnits: { byEmail: 1.5 },
    });
  });

  it("takes what a write takes from the file where it has both", () => {
    const load = loadOf("time,writes,units,reads,read_units\n0,10,25,2,4\n60,10,25,0,0");
    expect(load.item).toMatchObject({ bytes: 2_560, writeUnits: 2.5, readUnits: 2 });
  });

  it("says that more was wanted where something was throttled, and which index it can't place", () => {
    const { sources } = loadOf("time,units,throttled,units:gone\n0,60,7,1\n60,60,5,1");
    expect(sources.join("\n")).toContain("12 attempts to write were throttled");
    expect(sources.join("\n")).toContain("units of gone are left out");
  });

  it("comes once where that is said", () => {
    expect(loadOf("time,writes\n0,60\n60,120", { isOnce: true }).isRecurring).toBe(false);
  });

  it.each([
    ["no writes at all", "time,writes\n0,0\n60,0", {}],
    ["reads twice", "time,writes,reads\n0,1,1\n60,1,1", { reads: { perSecond: 1 } }],
  ])("refuses %s", (_, text, options) => {
    expect(() => loadOf(text, options)).toThrow(
      expect.objectContaining({
        code: "WORKLOAD_INVALID",
        message: expect.stringContaining("mine.csv"),
      }),
    );
  });
});
