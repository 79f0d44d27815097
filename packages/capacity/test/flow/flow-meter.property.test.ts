import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Billing,
  FlowMeter,
  reasonOf,
  TABLE_RESOURCE,
  TableMeter,
  type TableShape,
} from "../../src/index.ts";

/** Some seconds in which the same is asked, quiet ones after them, and the write units that the index has from then on. */
interface Stretch {
  readonly seconds: number;
  readonly quietSeconds: number;
  readonly asked: number;
  readonly indexUnits: number | undefined;
}

const INDEX = "byCity";
const units = fc.integer({ min: 1, max: 400 });
const provisioned: fc.Arbitrary<Billing> = fc.record({
  mode: fc.constant("provisioned" as const),
  writeUnits: units,
  readUnits: units,
});
const billings: fc.Arbitrary<Billing> = fc.oneof(
  provisioned,
  fc.constant({ mode: "on-demand" as const }),
  fc.record({ mode: fc.constant("on-demand" as const), maxWriteUnits: units, maxReadUnits: units }),
);
const asked = fc.oneof(
  fc.constant(0),
  units,
  fc.double({ min: 0.01, max: 9_000, noNaN: true }),
  fc.constantFrom(3_900, 4_100, 7_000, 8_100),
);
const settings = fc.record({
  table: billings,
  index: billings,
  tableUnits: fc.constantFrom(0.5, 1, 3),
  indexUnits: fc.constantFrom(0, 0.2, 1, 2),
  burstSeconds: fc.constantFrom(1, 3, 300),
  stretches: fc.array(
    fc.record<Stretch>({
      seconds: fc.integer({ min: 1, max: 30 }),
      quietSeconds: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 900, max: 2_500 })),
      asked,
      indexUnits: fc.option(units, { nil: undefined, freq: 3 }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
});
type Setting = typeof settings extends fc.Arbitrary<infer T> ? T : never;

function shapeOf(table: Billing, index: Billing): TableShape {
  const keys = { partitionKey: { name: "pk", type: "S" as const } };
  const byCity = { name: INDEX, keys, projection: { type: "ALL" as const }, billing: index };
  return { name: "Orders", keys, billing: table, globalIndexes: [byCity], localIndexes: [] };
}

function flowMeter({ table, index, tableUnits, indexUnits, burstSeconds }: Setting): FlowMeter {
  const parts = [
    { resource: TABLE_RESOURCE, billing: table, units: tableUnits },
    { resource: INDEX, billing: index, units: indexUnits },
  ];
  return new FlowMeter({ access: "Write", parts, burstSeconds, nowMs: 0 });
}

/** In how many parts a second's requests are asked of the meter that is compared. */
const PARTS = 20;

/** A second's writes, one part after the other, spread over so many partitions that none is the limit. */
function askSecond(meter: TableMeter, fromMs: number, table: number, index: number) {
  const partitions = Math.ceil(Math.max(table, index, 1) / 1_000);
  let taken = 0;
  const reasons = new Set<string>();
  for (let part = 0; part < PARTS; part += 1) {
    const nowMs = fromMs + ((part + 0.5) * 1_000) / PARTS;
    for (let key = 0; key < partitions; key += 1) {
      const { share, refusals } = meter.takeUpTo(nowMs, {
        units: {
          table: table / partitions / PARTS,
          indexes: { [INDEX]: index / partitions / PARTS },
        },
        partitionKey: `${key}`,
        indexPartitionKeys: { [INDEX]: `${key}` },
      });
      taken += share / partitions / PARTS;
      for (const { reason } of refusals) reasons.add(reason);
    }
  }
  return { share: taken, reasons };
}

/** Requests that the limit which makes most makes in a few parts of a second. */
function madeInPart({ limits }: FlowMeter, index: Billing): number {
  const rates = limits.map(({ resource, units, growth, firstRate }) => {
    const provisioned =
      resource === INDEX && index.mode === "provisioned" ? index.writeUnits : firstRate;
    return (growth?.limit ?? provisioned) / units;
  });
  return (3 * Math.max(0, ...rates)) / PARTS;
}

describe("FlowMeter", () => {
  it("gives in each second what a TableMeter gives that is asked evenly in each of them", () => {
    fc.assert(
      fc.property(settings, (setting) => {
        const { table, tableUnits, indexUnits, burstSeconds } = setting;
        let { index } = setting;
        const arn = "arn:aws:dynamodb:us-east-1:123456789012:table/Orders";
        const shape = shapeOf(table, index);
        const meter = new TableMeter({ region: "us-east-1", arn, shape, burstSeconds, nowMs: 0 });
        const flow = flowMeter(setting);
        let nowMs = 0;
        // What a limit makes in a part of a second is lost to the meter that is full when it is asked, or asked
        // just before it is made; each time that a flow begins or a limit changes.
        let [off, most, allowed, unnamed] = [0, 0, 0, 0];
        for (const stretch of setting.stretches) {
          if (stretch.indexUnits !== undefined && index.mode === "provisioned") {
            index = { ...index, writeUnits: stretch.indexUnits };
            meter.follow(nowMs, shapeOf(table, index));
            flow.provision(INDEX, stretch.indexUnits);
          }
          // Quiet at last, for long: limits fill and grow.
          for (const rate of [...new Array<number>(stretch.seconds).fill(stretch.asked), 0]) {
            const taken = flow.most(rate);
            if (rate > 0) {
              const { share, reasons } = askSecond(
                meter,
                nowMs,
                rate * tableUnits,
                rate * indexUnits,
              );
              off += taken - rate * share;
              most = Math.max(most, Math.abs(off) - allowed - madeInPart(flow, index));
              if (taken < rate * 0.8) {
                const short = flow.limits.filter((_, place) => flow.isShort(place, taken));
                if (!short.every((limit) => reasons.has(reasonOf(limit)))) unnamed += 1;
              }
            }
            flow.take(taken);
            nowMs += 1_000;
          }
          allowed += madeInPart(flow, index);
          for (let second = 0; second < stretch.quietSeconds; second += 1) flow.take(0);
          nowMs += stretch.quietSeconds * 1_000;
        }
        expect(most).toBeLessThanOrEqual(1e-6);
        expect(unnamed).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it("gives exactly what it has: a second's own beside what was saved, then its rate", () => {
    const parts = [
      {
        resource: TABLE_RESOURCE,
        units: 1,
        billing: { mode: "provisioned", writeUnits: 100, readUnits: 1 } as const,
      },
    ];
    const flow = new FlowMeter({ access: "Write", parts, burstSeconds: 3, nowMs: 0 });
    const asked = [500, 500, 40, 0, 0, 0, 0, 1_000, 1_000];
    const given = asked.map((requests) => {
      const taken = flow.most(requests);
      flow.take(taken);
      return taken;
    });
    expect(given).toEqual([200, 100, 40, 0, 0, 0, 0, 400, 100]);
  });

  it("takes some seconds at once as it takes them one by one, where it has all", () => {
    const seconds = fc.array(fc.double({ min: 0, max: 300, noNaN: true }), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(
        settings,
        fc.array(seconds, { maxLength: 8 }),
        fc.boolean(),
        (setting, all, isLong) => {
          const [one, other] = [flowMeter(setting), flowMeter(setting)];
          for (const asked of all) {
            const peak = Math.max(...asked);
            if (one.hasAll(peak, asked.length)) {
              const sum = asked.reduce((whole, rate) => whole + rate, 0);
              one.takeAll(sum, asked.length);
            } else {
              for (const rate of asked) one.take(one.most(rate));
            }
            for (const rate of asked) other.take(other.most(rate));
            // A pause in which what was saved fills, or the limit grows.
            if (isLong && one.hasAll(0, 1_900)) one.takeAll(0, 1_900);
            else if (isLong) for (let second = 0; second < 1_900; second += 1) one.take(0);
            if (isLong) for (let second = 0; second < 1_900; second += 1) other.take(0);
            expect(one.nowMs).toBe(other.nowMs);
            expect(one.pace()).toBeCloseTo(other.pace(), 6);
            expect(one.most(1e9)).toBeCloseTo(other.most(1e9), 6);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("never takes more of a limit than its rate × window and its burst", () => {
    fc.assert(
      fc.property(settings, (setting) => {
        fc.pre(setting.table.mode === "provisioned");
        const rate = setting.table.mode === "provisioned" ? setting.table.writeUnits : 0;
        const flow = flowMeter(setting);
        let [taken, seconds] = [0, 0];
        for (const stretch of setting.stretches) {
          for (let second = 0; second < stretch.seconds; second += 1) {
            const requests = flow.most(stretch.asked);
            flow.take(requests);
            taken += requests * setting.tableUnits;
            seconds += 1;
          }
          // It began with one second's worth.
          expect(taken).toBeLessThanOrEqual(rate * (seconds + 1) * (1 + 1e-6) + 1e-6);
        }
      }),
    );
  });
});
