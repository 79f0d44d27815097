import { TABLE_RESOURCE } from "@spillway/capacity";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { raiseThrottled, type ThrottledCapacity } from "../../src/index.ts";
import { NOON_MS, SCALING, viewOf } from "./views.ts";

const WRITES: ThrottledCapacity = { resource: TABLE_RESOURCE, access: "write" };

interface Case {
  readonly what: string;
  readonly write: number;
  readonly factor?: number;
  readonly isUpdating?: boolean;
  readonly outcome: readonly [to: number, reason: string, because: string];
}

const cases: readonly Case[] = [
  {
    what: "by the factor",
    write: 5,
    outcome: [
      10,
      "throttled",
      "5 write units a second were not enough: raised to 10, by the factor 2.",
    ],
  },
  {
    what: "by a factor that gives no whole number",
    write: 5,
    factor: 1.5,
    outcome: [
      8,
      "throttled",
      "5 write units a second were not enough: raised to 8, by the factor 1.5.",
    ],
  },
  {
    what: "by one, where the factor gives less",
    write: 5,
    factor: 1.01,
    outcome: [
      6,
      "throttled",
      "5 write units a second were not enough: raised to 6, by the factor 1.01.",
    ],
  },
  {
    what: "to the baseline, where the factor gives less",
    write: 1,
    outcome: [
      5,
      "throttled",
      "1 write units a second were not enough: raised to 5, by the factor 2.",
    ],
  },
  {
    what: "up to the maximum",
    write: 600,
    outcome: [
      1_000,
      "throttled",
      "600 write units a second were not enough: raised to 1000, up to the maximum of 1000.",
    ],
  },
  {
    what: "not at the maximum",
    write: 1_000,
    outcome: [
      1_000,
      "at the maximum",
      "1000 write units a second were not enough, and 1000 is the maximum that is set.",
    ],
  },
  {
    what: "not while the table is updating",
    write: 5,
    isUpdating: true,
    outcome: [
      5,
      "table updating",
      "5 write units a second were not enough, but the table is being updated: capacity can be changed when it is ACTIVE.",
    ],
  },
];

describe("what was throttled is raised", () => {
  it.each(cases)("$what", ({ write, factor = 2, isUpdating = false, outcome }) => {
    const view = viewOf([], { provisioned: { writeUnits: write }, isUpdating });
    const { requests, steps } = raiseThrottled({ ...SCALING, scaleUpFactor: factor }, view, [
      WRITES,
    ]);
    const [to, reason, because] = outcome;
    expect(steps).toEqual([{ ...WRITES, from: write, to, reason, because }]);
    expect(requests).toEqual(
      to === write
        ? []
        : [{ changes: [{ resource: TABLE_RESOURCE, to: { readUnits: 5, writeUnits: to } }] }],
    );
  });

  it("raises only the resource and access that were throttled, all in one request", () => {
    const index = (writeUnits: number) => ({ provisioned: { writeUnits }, uses: [] });
    const view = viewOf([], { indexes: { byEmail: index(20), byType: index(30) } });
    const { requests } = raiseThrottled(SCALING, view, [
      { resource: "byEmail", access: "read" },
      { resource: "byEmail", access: "write" },
      WRITES,
    ]);
    expect(requests).toEqual([
      {
        changes: [
          { resource: TABLE_RESOURCE, to: { readUnits: 5, writeUnits: 10 } },
          { resource: "byEmail", to: { readUnits: 10, writeUnits: 40 } },
        ],
      },
    ]);
  });

  it("says what of it is to be had at once, where it goes above warm throughput", () => {
    const view = viewOf([], { provisioned: { writeUnits: 400 } });
    const table = view.resources.get(TABLE_RESOURCE);
    if (table === undefined) throw new Error("the view has no table");
    const warm = { readUnits: 600, writeUnits: 600 };
    const resources = new Map([[TABLE_RESOURCE, { ...table, warm }]]);
    const { steps } = raiseThrottled(SCALING, { nowMs: NOON_MS, isUpdating: false, resources }, [
      WRITES,
    ]);
    expect(steps[0]?.because).toBe(
      "400 write units a second were not enough: raised to 800, by the factor 2, of which 600 are warm and to be had at once.",
    );
  });

  it("reaches any need in the fewest steps that factor and maximum allow", () => {
    const factors = fc.double({ min: 1.01, max: 10, noNaN: true });
    const capacities = fc.integer({ min: 5, max: 1_000 });
    fc.assert(
      fc.property(factors, capacities, capacities, (scaleUpFactor, from, need) => {
        let write = from;
        let steps = 0;
        while (write < need) {
          const view = viewOf([], { provisioned: { writeUnits: write } });
          const step = raiseThrottled({ ...SCALING, scaleUpFactor }, view, [WRITES]).steps[0];
          expect(step?.to).toBeGreaterThan(write);
          write = step?.to ?? need;
          steps += 1;
        }
        expect(write).toBeLessThanOrEqual(1_000);
        const fewest = Math.max(
          0,
          Math.ceil(Math.log(need / from) / Math.log(scaleUpFactor) - 1e-9),
        );
        expect(steps).toBeLessThanOrEqual(fewest);
      }),
    );
  });
});
