import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { costOfRequests, costOfUnitHours, pricesOf, unitHours } from "../../src/index.ts";

const prices = pricesOf("us-east-1");
const HOUR = 3_600_000;
const MINUTE = 60_000;

describe("unitHours", () => {
  it.each([
    ["a capacity that stays", [[0, 10]], 24 * HOUR, 240, 240],
    ["a part of an hour, billed whole", [[10 * MINUTE, 10]], 30 * MINUTE, 10 / 3, 10],
    [
      "raised within an hour",
      [
        [0, 10],
        [30 * MINUTE, 50],
      ],
      HOUR,
      30,
      50,
    ],
    [
      "lowered within an hour",
      [
        [0, 100],
        [6 * MINUTE, 10],
      ],
      2 * HOUR,
      29,
      110,
    ],
    [
      "up and down within an hour",
      [
        [0, 5],
        [6 * MINUTE, 65],
        [12 * MINUTE, 5],
      ],
      HOUR,
      11,
      65,
    ],
    [
      "changed on the hour",
      [
        [0, 10],
        [HOUR, 20],
      ],
      2 * HOUR,
      30,
      30,
    ],
    [
      "over several hours",
      [
        [0, 10],
        [90 * MINUTE, 40],
      ],
      4 * HOUR,
      115,
      130,
    ],
    ["nothing", [], HOUR, 0, 0],
  ] as const)("%s", (_, changes, untilMs, provisioned, billed) => {
    const hours = unitHours(
      changes.map(([sinceMs, units]) => ({ sinceMs, units })),
      untilMs,
    );
    expect(hours.provisioned).toBeCloseTo(provisioned, 9);
    expect(hours.billed).toBeCloseTo(billed, 9);
  });

  it("bills the most of each hour, whatever the changes", () => {
    const change = fc.record({
      minutes: fc.integer({ min: 0, max: 200 }),
      units: fc.integer({ min: 1, max: 90 }),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (steps) => {
        let sinceMs = 0;
        const changes = steps.map(({ minutes, units }) => {
          sinceMs += minutes * MINUTE;
          return { sinceMs, units };
        });
        const untilMs = sinceMs + 10 * MINUTE;
        const hours = new Map<number, number>();
        let sum = 0;
        for (let ms = 0; ms < untilMs; ms += MINUTE) {
          const units = changes.findLast((one) => one.sinceMs <= ms)?.units;
          if (units === undefined) continue;
          const hour = Math.floor(ms / HOUR);
          hours.set(hour, Math.max(hours.get(hour) ?? 0, units));
          sum += units / 60;
        }
        const { provisioned, billed } = unitHours(changes, untilMs);
        expect(billed).toBeCloseTo([...hours.values()].reduce((total, units) => total + units, 0));
        expect(provisioned).toBeCloseTo(sum);
      }),
    );
  });
});

describe("dollars", () => {
  it("of a month of 5 read and 5 write units are those of the price list", () => {
    // 730 hours × (5 × $0.00065 + 5 × $0.00013)
    expect(costOfUnitHours({ readUnits: 3_650, writeUnits: 3_650 }, prices)).toBeCloseTo(2.847, 9);
  });

  it("of a million reads and two million writes on demand are those of the price list", () => {
    const units = { readUnits: 1_000_000, writeUnits: 2_000_000 };
    expect(costOfRequests(units, prices)).toBeCloseTo(0.125 + 1.25, 9);
  });
});
