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

/** Some seconds in which the same is asked, and the write units that the index has from then on. */
interface Stretch {
  readonly seconds: number;
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
      seconds: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 900, max: 2_500 })),
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

/** A second's writes, spread over so many partitions that none is the limit. */
function askSecond(meter: TableMeter, nowMs: number, table: number, index: number) {
  const partitions = Math.ceil(Math.max(table, index, 1) / 1_000);
  let taken = 0;
  const reasons = new Set<string>();
  for (let key = 0; key < partitions; key += 1) {
    const { share, refusals } = meter.takeUpTo(nowMs, {
      units: { table: table / partitions, indexes: { [INDEX]: index / partitions } },
      partitionKey: `${key}`,
      indexPartitionKeys: { [INDEX]: `${key}` },
    });
    taken += share / partitions;
    for (const { reason } of refusals) reasons.add(reason);
  }
  return { share: taken, reasons };
}

describe("FlowMeter", () => {
  it("gives in each second what a TableMeter gives that is asked in each of them", () => {
    fc.assert(
      fc.property(settings, (setting) => {
        const { table, tableUnits, indexUnits, burstSeconds } = setting;
        let { index } = setting;
        const arn = "arn:aws:dynamodb:us-east-1:123456789012:table/Orders";
        const shape = shapeOf(table, index);
        const meter = new TableMeter({ region: "us-east-1", arn, shape, burstSeconds, nowMs: 0 });
        const flow = flowMeter(setting);
        let nowMs = 0;
        let [worst, unnamed] = [0, 0];
        for (const stretch of setting.stretches) {
          if (stretch.indexUnits !== undefined && index.mode === "provisioned") {
            index = { ...index, writeUnits: stretch.indexUnits };
            meter.follow(nowMs, shapeOf(table, index));
            flow.provision(INDEX, stretch.indexUnits);
          }
          for (let second = 0; second < stretch.seconds; second += 1) {
            const rate = stretch.asked;
            const { share, reasons } = askSecond(
              meter,
              nowMs,
              rate * tableUnits,
              rate * indexUnits,
            );
            const taken = flow.most(rate);
            worst = Math.max(worst, rate > 0 ? Math.abs(taken / rate - share) : 0);
            if (taken < rate * (1 - 1e-6)) {
              const short = flow.limits.filter((_, place) => flow.isShort(place, taken));
              if (!short.every((limit) => reasons.has(reasonOf(limit)))) unnamed += 1;
            }
            flow.take(taken);
            nowMs += 1_000;
          }
        }
        expect(worst).toBeLessThan(1e-6);
        expect(unnamed).toBe(0);
      }),
      { numRuns: 30 },
    );
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
          expect(taken).toBeLessThanOrEqual(rate * seconds * (1 + 1e-6) + 1e-6);
        }
      }),
    );
  });
});
