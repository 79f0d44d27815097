import { TABLE_RESOURCE } from "@spillway/capacity";
import { describe, expect, it } from "vitest";
import { applicationAutoScaling, simulate } from "../../src/index.ts";
import { minutesOf, tableOf, units } from "../tables.ts";

const bounds = { min: units(10), max: units(500) };

/** Capacity by the minute of a table that begins with 100 units, under these writes a second. */
function capacityOf(writes: readonly number[], indexUnits?: number) {
  const policy = applicationAutoScaling({ bounds: { [TABLE_RESOURCE]: bounds, byCity: bounds } });
  const result = simulate({
    table: tableOf(100, indexUnits),
    load: { pattern: minutesOf(...writes), indexWriteUnits: { byCity: 1 } },
    policy,
    updatingMs: 60_000,
    seriesPoints: writes.length,
  });
  return {
    result,
    table: result.series.resources[0]?.provisioned,
    index: result.series.resources[1]?.provisioned,
  };
}

const times = (count: number, value: number) => Array.from({ length: count }, () => value);

describe("Application Auto Scaling of a table", () => {
  it("raises after two minutes above the target, and those that the metric, the alarm and UPDATING take", () => {
    // Minutes 3 and 4 are above; seen at the end of 6, in force at the end of 7.
    const { table } = capacityOf([50, 50, 50, ...times(8, 90)]);
    expect(table).toEqual([...times(8, 100), 129, 129, 129].slice(0, 11));
  });

  it("raises nothing for a spike of one minute", () => {
    const { table } = capacityOf([50, 50, 300, 50, 50, 50, 50, 50]);
    expect(table).toEqual(times(8, 100));
  });

  it("lowers after fifteen minutes below", () => {
    const { table, result } = capacityOf([60, ...times(21, 30)]);
    // Minutes 1 to 15 are below; seen at the end of 17, in force at the end of 18.
    expect(table).toEqual([...times(19, 100), 43, 43, 43]);
    expect(result.resources[0]?.decreases).toBe(1);
  });

  it("leaves capacity that nobody uses", () => {
    expect(capacityOf(times(40, 0)).table).toEqual(times(40, 100));
  });

  it("scales table and index by themselves, one request after the other", () => {
    const { table, index, result } = capacityOf(times(10, 90), 100);
    // The index's request is refused while the table is UPDATING, and made again a minute later.
    expect(table?.at(-1)).toBe(129);
    expect(index?.at(-1)).toBe(129);
    expect(table?.indexOf(129)).toBe((index?.indexOf(129) ?? 0) - 1);
    expect(result.updates).toEqual({ taken: 2, refused: { ResourceInUseException: 1 } });
  });
});
