import { type CapacityRequest, TABLE_RESOURCE } from "@spillway/capacity";
import { describe, expect, it } from "vitest";
import {
  type CapacityPolicy,
  fixed,
  onDemand,
  onDemandTable,
  simulate,
  type UpdateRefusal,
} from "../src/index.ts";
import { looking, minutesOf, START_MS, tableOf, units } from "./tables.ts";

const to = (writeUnits: number, resource = TABLE_RESOURCE): CapacityRequest => ({
  changes: [{ resource, to: units(writeUnits) }],
});

describe("a fixed capacity", () => {
  it("gives its rate, what it saved, and no more", () => {
    // A quiet minute saves 600 of 10 a second; then 30 a second are asked for.
    const result = simulate({
      table: tableOf(10),
      load: { pattern: minutesOf(0, 30, 30) },
      policy: fixed(),
    });
    expect(result.writes).toMatchObject({ asked: 3_600, waiting: 0, delayed: 0 });
    // One second's worth was there when it began.
    expect(result.writes.written).toBeCloseTo(181 * 10, 6);
    expect(result.writes.throttled).toBeCloseTo(1_790, 6);
    expect(result.throttles).toEqual([
      {
        resource: TABLE_RESOURCE,
        reason: "TableWriteProvisionedThroughputExceeded",
        events: expect.closeTo(1_790, 6),
      },
    ]);
  });

  it("never takes more than 100 units of a steady 100 a second", () => {
    const pattern = minutesOf(...Array.from({ length: 60 }, () => 100));
    const result = simulate({ table: tableOf(200), load: { pattern }, policy: fixed() });
    expect(result.resources[0]?.peakConsumed.writeUnits).toBe(100);
    expect(result.writes.throttled).toBe(0);
  });

  it("is held to what its index gives, and the index is named", () => {
    const load = { pattern: minutesOf(20), indexWriteUnits: { byCity: 2 } };
    const result = simulate({ table: tableOf(20, 10), load, policy: fixed(), burstSeconds: 1 });
    expect(result.writes.written).toBeCloseTo(61 * 5, 6);
    expect(result.throttles.map(({ reason }) => reason)).toEqual([
      "IndexWriteProvisionedThroughputExceeded",
    ]);
  });

  it("gives a hot key a partition's 1,000 units and no more", () => {
    const load = { pattern: minutesOf(4_000), hotKeys: [{ share: 0.5 }] };
    const result = simulate({ table: tableOf(5_000), load, policy: fixed() });
    expect(result.writes.written).toBeCloseTo(2_000 * 60 + 1_000 * 61, 3);
    expect(result.throttles.map(({ reason }) => reason)).toEqual([
      "TableWriteKeyRangeThroughputExceeded",
    ]);
  });

  it("throttles reads by themselves", () => {
    const pattern = { ...minutesOf(1), reads: [100] };
    const result = simulate({
      table: tableOf(10, undefined, 20),
      load: { pattern },
      policy: fixed(),
      burstSeconds: 1,
    });
    // Half a unit each: 20 units are 40 reads, and as many were there when it began.
    expect(result.reads).toEqual({
      asked: 6_000,
      done: expect.closeTo(2_440, 6),
      throttled: expect.closeTo(3_560, 6),
    });
    expect(result.writes.throttled).toBe(0);
  });

  it("costs its unit-hours", () => {
    const pattern = minutesOf(...Array.from({ length: 120 }, () => 1));
    const result = simulate({ table: tableOf(100, 50), load: { pattern }, policy: fixed() });
    expect(result.dollars.billed).toBeCloseTo(2 * (150 * 0.00065 + 10 * 0.00013), 9);
    expect(result.dollars.provisioned).toBeCloseTo(result.dollars.billed, 9);
  });
});

describe("on demand", () => {
  it("is paid for by what is written and read", () => {
    const pattern = { ...minutesOf(1_000), reads: [200] };
    const load = { pattern, indexWriteUnits: { byCity: 1 } };
    const result = simulate({ table: onDemandTable(tableOf(5, 5)), load, policy: onDemand() });
    const writes = 2 * 60_000 * 0.625e-6;
    expect(result.dollars.billed).toBeCloseTo(writes + 0.5 * 200 * 60 * 0.125e-6, 9);
  });

  it("takes no more than its owner allows, and grows to double an older peak", () => {
    const held = simulate({
      table: onDemandTable(tableOf(5), { maxWriteUnits: 50 }),
      load: { pattern: minutesOf(80) },
      policy: onDemand(),
    });
    expect(held.writes.written).toBeCloseTo(50 * 61, 6);
    expect(held.throttles[0]?.reason).toBe("TableWriteMaxOnDemandThroughputExceeded");
    const growing = simulate({
      table: onDemandTable(tableOf(5)),
      load: { pattern: minutesOf(...Array.from({ length: 40 }, () => 7_000)) },
      policy: onDemand(),
      seriesPoints: 40,
    });
    const { throttled } = growing.series;
    // The first second has what was there when it began beside its own.
    expect(throttled[0]).toBeCloseTo(3_000 * 60 - 4_000, 3);
    expect(throttled[29]).toBeCloseTo(3_000 * 60, 3);
    expect(throttled[30]).toBe(0);
  });
});

describe("UpdateTable", () => {
  it("is in force when UPDATING ends, and refuses others until then", () => {
    const refusals: UpdateRefusal[] = [];
    let looks = 0;
    const policy: CapacityPolicy = {
      ...looking(({ isUpdating }) => {
        looks += 1;
        if (looks === 1) return [to(40), to(60)];
        if (looks === 2) {
          expect(isUpdating).toBe(true);
          return [to(80)];
        }
        return [];
      }),
      refused: (_, refusal) => refusals.push(refusal),
    };
    const load = { pattern: minutesOf(30, 30, 30, 30, 30) };
    const options = { table: tableOf(10), load, policy, burstSeconds: 1 };
    const result = simulate({ ...options, updatingMs: 90_000, seriesPoints: 5 });
    expect(refusals).toEqual([
      { code: "ResourceInUseException" },
      { code: "ResourceInUseException" },
    ]);
    expect(result.updates).toEqual({ taken: 1, refused: { ResourceInUseException: 2 } });
    // Two and a half minutes at 10, the rest of the third at 40.
    const refused = result.series.throttled.map((attempts) => Math.round(attempts / 20));
    expect(refused).toEqual([60, 60, 30, 0, 0]);
    expect(result.resources[0]?.increases).toBe(1);
  });

  it("counts decreases by table and index, and refuses a mixed request whole", () => {
    const refusals: UpdateRefusal[] = [];
    let size = 100;
    const both = (table: number, index: number): CapacityRequest => ({
      changes: [
        { resource: TABLE_RESOURCE, to: units(table) },
        { resource: "byCity", to: units(index) },
      ],
    });
    let looks = 0;
    const policy: CapacityPolicy = {
      ...looking(() => {
        looks += 1;
        if (looks <= 4) {
          size -= 10;
          return [to(size)];
        }
        // The table's are used up: the index's decrease is refused with it, and done by itself.
        return looks === 5 ? [both(20, 90)] : looks === 6 ? [to(90, "byCity")] : [];
      }),
      refused: (_, refusal) => refusals.push(refusal),
    };
    const load = { pattern: minutesOf(...Array.from({ length: 10 }, () => 1)) };
    const result = simulate({ table: tableOf(100, 100), load, policy, updatingMs: 0 });
    expect(refusals).toEqual([
      { code: "LimitExceededException", nextDecreaseAtMs: START_MS + 61 * 60_000 },
    ]);
    expect(result.resources.map(({ decreases }) => decreases)).toEqual([4, 1]);
    expect(result.resources.map(({ peakProvisioned }) => peakProvisioned.writeUnits)).toEqual([
      100, 100,
    ]);
  });

  it.each([
    ["no change", to(10)],
    ["a part of a unit", to(10.5)],
    ["nothing", to(0)],
    ["an index that is not there", to(20, "byName")],
    ["the table twice", { changes: [...to(20).changes, ...to(30).changes] }],
    ["no changes at all", { changes: [] }],
  ])("refuses %s", (_, request) => {
    const refusals: UpdateRefusal[] = [];
    const policy = {
      ...looking(() => [request]),
      refused: (_: unknown, one: UpdateRefusal) => void refusals.push(one),
    };
    simulate({ table: tableOf(10), load: { pattern: minutesOf(1) }, policy });
    expect(refusals).toMatchObject([{ code: "ValidationException" }]);
  });
});

describe("who listens to throttles", () => {
  it("is asked in the first throttled second of a minute, and of what follows an UPDATING", () => {
    const asked: number[] = [];
    const policy: CapacityPolicy = {
      name: "raising",
      billing: "provisioned",
      throttled: ({ nowMs, resources }, throttled) => {
        asked.push((nowMs - START_MS) / 1_000);
        expect(throttled).toEqual([{ resource: TABLE_RESOURCE, access: "write" }]);
        const now = resources.get(TABLE_RESOURCE)?.provisioned.writeUnits ?? 0;
        return now < 20 ? [to(2 * now)] : [];
      },
    };
    const load = { pattern: minutesOf(1, 30, 30, 30) };
    const options = { table: tableOf(5), load, policy, burstSeconds: 1, updatingMs: 20_000 };
    simulate(options);
    // 5 → 10 in force after 20 seconds, → 20 after 20 more; then it asks for no more.
    expect(asked).toEqual([61, 82, 103, 121, 181]);
  });

  it("sees minutes only after they ended, and their consumption and throttles", () => {
    const seen: unknown[] = [];
    const policy: CapacityPolicy = {
      ...looking(({ resources }) => {
        seen.push(resources.get(TABLE_RESOURCE)?.minutes.map((minute) => ({ ...minute })));
        return [];
      }),
      metricDelayMs: 60_000,
    };
    simulate({
      table: tableOf(10),
      load: { pattern: minutesOf(4, 25, 4) },
      policy,
      burstSeconds: 1,
    });
    const minute = (place: number, writeUnits: number, writes: number) => ({
      startMs: START_MS + place * 60_000,
      consumed: { readUnits: 0, writeUnits },
      throttled: { reads: 0, writes },
    });
    expect(seen).toEqual([[], [minute(0, 240, 0)], [minute(0, 240, 0), minute(1, 610, 890)]]);
  });
});
