import { type CapacityView, makeDecrease, noDecreases, TABLE_RESOURCE } from "@spillway/capacity";
import {
  NOTHING_REMEMBERED,
  type ScalingMemory,
  scalingSettings,
  tableScaling,
} from "@spillway/throughput-scaling";
import { describe, expect, it } from "vitest";
import { type AskedCapacity, decideAsked, nameOf } from "../../src/scale/asked-capacity.ts";

const NOW = Date.UTC(2026, 10, 29, 12);
const units = (readUnits: number, writeUnits: number) => ({ readUnits, writeUnits });
// Base 5 and 5, at most 100 reads and 50 writes.
const scaling = tableScaling(scalingSettings({}));

function viewOf(table: readonly [number, number], byCity: readonly [number, number]): CapacityView {
  const resources = new Map([
    [TABLE_RESOURCE, { provisioned: units(...table), minutes: [] }],
    ["byCity", { provisioned: units(...byCity), minutes: [] }],
  ]);
  return { nowMs: NOW, isUpdating: false, resources };
}

function decide(
  asked: Partial<AskedCapacity>,
  view = viewOf([5, 20], [5, 40]),
  memory: ScalingMemory = NOTHING_REMEMBERED,
) {
  const whole: AskedCapacity = {
    ...{ direction: "up", resources: undefined, to: {}, force: false, ...asked },
  };
  const { requests, steps } = decideAsked(scaling, whole, view, memory);
  const told = requests.map(({ changes }) =>
    changes.map(({ resource, to }) => `${nameOf(resource)} ${to.readUnits}/${to.writeUnits}`),
  );
  return { requests: told, steps };
}

/** All decreases of the day are made. */
const SPENT: ScalingMemory = {
  resources: {
    byCity: {
      decreases: [1, 2, 3, 4].reduce(
        (count) => makeDecrease(count, NOW) ?? count,
        noDecreases(NOW),
      ),
    },
  },
};

describe("what a person asks for", () => {
  it.each<[string, Partial<AskedCapacity>, string[][]]>([
    ["more for both", { to: units(10, 50) }, [["the table 10/50", "index byCity 10/50"]]],
    ["what one of them has already", { to: { writeUnits: 30 } }, [["the table 5/30"]]],
    ["less, of up", { to: { writeUnits: 2 } }, []],
    ["a factor", { to: { factor: 1.25 } }, [["the table 7/25", "index byCity 7/50"]]],
    ["one index", { resources: ["byCity"], to: { readUnits: 9 } }, [["index byCity 9/40"]]],
    ["the baseline", { direction: "down", to: "base" }, [["the table 5/5"], ["index byCity 5/5"]]],
    ["more, of down", { direction: "down", to: { writeUnits: 30 } }, [["index byCity 5/30"]]],
  ])("is %s", (_, asked, requests) => {
    expect(decide(asked).requests).toEqual(requests);
  });

  it.each<[string, Partial<AskedCapacity>, string]>([
    ["above the maximum", { to: { writeUnits: 51 } }, "SCALE_ABOVE_MAXIMUM"],
    ["below the baseline", { direction: "down", to: { writeUnits: 4 } }, "SCALE_BELOW_BASE"],
    ["of an index that there is not", { resources: ["byName"] }, "SCALE_INDEX_UNKNOWN"],
  ])("is refused %s", (_, asked, code) => {
    expect(() => decide(asked)).toThrow(expect.objectContaining({ code }));
    if (code !== "SCALE_INDEX_UNKNOWN") {
      expect(decide({ ...asked, force: true }).requests).not.toEqual([]);
    }
  });

  it("may stay beyond a bound that it is beyond already", () => {
    const view = viewOf([2, 80], [2, 80]);
    expect(decide({ to: { readUnits: 5 } }, view).requests).toEqual([
      ["the table 5/80", "index byCity 5/80"],
    ]);
    expect(decide({ direction: "down", to: "base" }, view).requests).toEqual([
      ["the table 2/5"],
      ["index byCity 2/5"],
    ]);
  });

  it("is held where no decrease is left, and the others are not", () => {
    const { requests, steps } = decide({ direction: "down", to: "base" }, undefined, SPENT);
    expect(requests).toEqual([["the table 5/5"]]);
    expect(steps.at(-1)).toEqual({
      ...{ resource: "byCity", access: "write", from: 40, to: 40 },
      reason: "decreases used up",
      because: "No decrease is left. The next one can be made at 2026-11-29T13:00:00.000Z.",
    });
    expect(decide({ to: { writeUnits: 50 } }, undefined, SPENT).requests).toHaveLength(1);
  });

  it("is held while the table is being updated", () => {
    const view = { ...viewOf([5, 20], [5, 40]), isUpdating: true };
    // 5 may be what it comes to: what is there now says nothing of that.
    for (const writeUnits of [5, 50]) {
      const { requests, steps } = decide({ to: { writeUnits } }, view);
      expect(requests).toEqual([]);
      expect(steps.map(({ reason }) => reason)).toEqual(Array(4).fill("table updating"));
    }
  });
});
