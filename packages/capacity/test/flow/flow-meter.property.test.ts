import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Billing, FlowMeter, reasonOf, TableMeter, type TableShape } from "../../src/index.ts";

/** Some seconds of a steady flow, and the capacity that the index has from then on, if another one. */
interface Stretch {
  readonly seconds: number;
  readonly table: number;
  readonly index: number;
  readonly reads: number;
  readonly billing: Billing | undefined;
}

const units = fc.integer({ min: 1, max: 400 });
const billings: fc.Arbitrary<Billing> = fc.oneof(
  fc.record({ mode: fc.constant("provisioned" as const), writeUnits: units, readUnits: units }),
  fc.constant({ mode: "on-demand" as const }),
  fc.record({ mode: fc.constant("on-demand" as const), maxWriteUnits: units, maxReadUnits: units }),
);
const asked = fc.oneof(
  fc.constant(0),
  units,
  fc.double({ min: 0.01, max: 9_000, noNaN: true }),
  fc.constantFrom(3_900, 4_100, 7_000, 8_100),
);
const stretches: fc.Arbitrary<Stretch> = fc.record({
  seconds: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 900, max: 2_500 })),
  table: asked,
  index: asked,
  reads: asked,
  billing: fc.option(billings, { nil: undefined, freq: 3 }),
});
const settings = fc.record({
  table: billings,
  index: billings,
  burstSeconds: fc.constantFrom(1, 3, 300),
  stretches: fc.array(stretches, { minLength: 1, maxLength: 6 }),
});

function shapeOf(table: Billing, index: Billing): TableShape {
  const keys = { partitionKey: { name: "pk", type: "S" as const } };
  const byCity = { name: "byCity", keys, projection: { type: "ALL" as const }, billing: index };
  return { name: "Orders", keys, billing: table, globalIndexes: [byCity], localIndexes: [] };
}

/** A second's writes, spread over so many partitions that none is the limit. */
function askSecond(meter: TableMeter, nowMs: number, table: number, index: number) {
  const partitions = Math.ceil(Math.max(table, index, 1) / 1_000);
  let taken = 0;
  const reasons = new Set<string>();
  for (let key = 0; key < partitions; key += 1) {
    const { share, refusals } = meter.takeUpTo(nowMs, {
      units: { table: table / partitions, indexes: { byCity: index / partitions } },
      partitionKey: `${key}`,
      indexPartitionKeys: { byCity: `${key}` },
    });
    taken += share / partitions;
    for (const { reason } of refusals) reasons.add(reason);
  }
  return { share: taken, reasons };
}

describe("FlowMeter", () => {
  it("gives in each second what a TableMeter gives that is asked in each of them", () => {
    fc.assert(
      fc.property(settings, ({ table, index, burstSeconds, stretches: list }) => {
        let shape = shapeOf(table, index);
        const arn = "arn:aws:dynamodb:us-east-1:123456789012:table/Orders";
        const meter = new TableMeter({ region: "us-east-1", arn, shape, burstSeconds, nowMs: 0 });
        const flow = new FlowMeter({ shape, burstSeconds, nowMs: 0 });
        let nowMs = 0;
        for (const stretch of list) {
          if (stretch.billing !== undefined) {
            shape = shapeOf(table, stretch.billing);
            meter.follow(nowMs, shape);
            flow.follow("byCity", stretch.billing);
          }
          const all = [stretch.table, stretch.index] as const;
          flow.ask(all, [stretch.reads, 0]);
          const full = Math.min(flow.secondsOfAll(), stretch.seconds);
          const { writes, reads } = flow.take(stretch.seconds);
          const expected = { reads: 0 };
          let [worst, unnamed] = [0, 0];
          const shares = writes.flatMap(({ seconds, share, short }) =>
            Array.from({ length: seconds }, () => ({ share, short })),
          );
          for (const [second, { share, short }] of shares.entries()) {
            const { share: given, reasons } = askSecond(meter, nowMs, ...all);
            worst = Math.max(worst, Math.abs(share - given));
            if (share < 1 - 1e-6 && !short.every((limit) => reasons.has(reasonOf(limit))))
              unnamed += 1;
            expected.reads += meter.takeReadsUpTo(nowMs, stretch.reads);
            // What was said to be taken whole was; the half hour's growth may make it more.
            if (second < full && given < 1 - 1e-6) worst = Number.POSITIVE_INFINITY;
            nowMs += 1_000;
          }
          expect(worst).toBeLessThan(1e-6);
          expect(unnamed).toBe(0);
          expect(shares).toHaveLength(stretch.seconds);
          const taken = (reads[0] ?? []).reduce(
            (sum, { seconds, share }) => sum + seconds * share,
            0,
          );
          expect(taken * stretch.reads).toBeCloseTo(expected.reads, 3);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("never takes more of a limit than its rate × window and its burst", () => {
    fc.assert(
      fc.property(settings, ({ table, burstSeconds, stretches: list }) => {
        fc.pre(table.mode === "provisioned");
        const rate = table.mode === "provisioned" ? table.writeUnits : 0;
        const flow = new FlowMeter({ shape: shapeOf(table, table), burstSeconds, nowMs: 0 });
        let taken = 0;
        let seconds = 0;
        for (const stretch of list) {
          flow.ask([stretch.table, 0], []);
          for (const phase of flow.take(stretch.seconds).writes) {
            taken += phase.seconds * phase.share * stretch.table;
            seconds += phase.seconds;
            // It began with one second's worth.
            expect(taken).toBeLessThanOrEqual(rate * seconds * (1 + 1e-6) + 1e-6);
          }
        }
      }),
    );
  });
});
