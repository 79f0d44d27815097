import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chargeAll, giveBackAll, takeAll } from "../../src/admission/limit.ts";
import type { MeasuredUnits } from "../../src/admission/measured-units.ts";
import { TableMeter } from "../../src/admission/table-meter.ts";
import type { Billing, TableShape } from "../../src/index.ts";

interface Flow {
  readonly waitMs: number;
  readonly key: string;
  readonly city: string;
  readonly table: number;
  readonly index: number;
  readonly upTo: boolean;
}

/** The least that a second gives, and what is saved on top, by the name of what gives it. */
interface Bound {
  readonly perSecond: number;
  readonly burst: number;
}

interface Taken {
  readonly atMs: number;
  readonly units: number;
}

const BURST_SECONDS = 3;
const ACCOUNT_UNITS = 40_000;
const PARTITION_UNITS = 1_000;
const NEW_ON_DEMAND_UNITS = 4_000;

const counts = fc.oneof(
  fc.integer({ min: 1, max: 40 }),
  fc.double({ min: 0.01, max: 9_000, noNaN: true }),
);
const billings: fc.Arbitrary<Billing> = fc.oneof(
  fc.record({
    mode: fc.constant("provisioned" as const),
    writeUnits: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 500, max: 5_000 })),
    readUnits: fc.constant(1),
  }),
  fc.constant({ mode: "on-demand" as const }),
  fc.record({
    mode: fc.constant("on-demand" as const),
    maxWriteUnits: fc.integer({ min: 1, max: 6_000 }),
  }),
);
const flows: fc.Arbitrary<Flow> = fc.record({
  waitMs: fc.oneof(fc.constant(0), fc.constant(1_000), fc.nat(4_000)),
  key: fc.constantFrom("a", "b", "c"),
  city: fc.constantFrom("", "Oslo", "Rome"),
  table: counts,
  index: counts,
  upTo: fc.boolean(),
});
const settings = fc.record({
  table: billings,
  index: billings,
  flows: fc.array(flows, { maxLength: 30 }),
});

function meterOf(table: Billing, index: Billing): TableMeter {
  const shape: TableShape = {
    name: "Orders",
    keys: { partitionKey: { name: "pk", type: "S" } },
    billing: table,
    globalIndexes: [
      {
        name: "byCity",
        keys: { partitionKey: { name: "city", type: "S" } },
        projection: { type: "ALL" },
        billing: index,
      },
    ],
    localIndexes: [],
  };
  const arn = "arn:aws:dynamodb:us-east-1:123456789012:table/Orders";
  return new TableMeter({
    region: "us-east-1",
    arn,
    shape,
    burstSeconds: BURST_SECONDS,
    nowMs: 0,
  });
}

function writesOf({ key, city, table, index }: Flow, factor = 1): MeasuredUnits {
  return {
    partitionKey: key,
    units: { table: table * factor, indexes: city === "" ? {} : { byCity: index * factor } },
    indexPartitionKeys: city === "" ? {} : { byCity: city },
  };
}

/** Takes all or nothing; the share, 1 or 0. */
function shareOfAll(meter: TableMeter, nowMs: number, writes: MeasuredUnits): number {
  return takeAll(nowMs, meter.writeClaims(writes)).length === 0 ? 1 : 0;
}

/** A meter after its flows, and the time then. */
function after(setting: { table: Billing; index: Billing; flows: readonly Flow[] }) {
  const meter = meterOf(setting.table, setting.index);
  let nowMs = 0;
  for (const flow of setting.flows) {
    nowMs += flow.waitMs;
    if (flow.upTo) meter.takeUpTo(nowMs, writesOf(flow));
    else shareOfAll(meter, nowMs, writesOf(flow));
  }
  return { meter, nowMs };
}

/** What a resource gives within the half hour in which a table's growth does not count yet. */
function boundOf(billing: Billing): Bound {
  if (billing.mode === "provisioned") {
    return { perSecond: billing.writeUnits, burst: billing.writeUnits * BURST_SECONDS };
  }
  const perSecond = Math.min(
    NEW_ON_DEMAND_UNITS,
    ACCOUNT_UNITS,
    billing.maxWriteUnits ?? Number.POSITIVE_INFINITY,
  );
  return { perSecond, burst: perSecond };
}

/** @param onCredit the largest write that could be taken on credit */
function expectBounded(
  name: string,
  taken: readonly Taken[],
  { perSecond, burst }: Bound,
  onCredit: number,
): void {
  for (const [start, first] of taken.entries()) {
    let sum = 0;
    for (const { atMs, units } of taken.slice(start)) {
      sum += units;
      const made = (perSecond * (atMs - first.atMs)) / 1_000;
      expect(sum, name).toBeLessThanOrEqual(made + burst + onCredit + 1e-6);
    }
  }
}

describe("takeUpTo of a table with an index", () => {
  it("never takes more than rate × window + burst and one write, on table, index and partition", () => {
    fc.assert(
      fc.property(settings, (setting) => {
        const meter = meterOf(setting.table, setting.index);
        const taken = new Map<string, Taken[]>();
        const bounds = new Map<string, Bound>();
        const note = (name: string, bound: Bound, atMs: number, units: number) => {
          bounds.set(name, bound);
          taken.set(name, [...(taken.get(name) ?? []), { atMs, units }]);
        };
        const partition = { perSecond: PARTITION_UNITS, burst: PARTITION_UNITS };
        let atMs = 0;
        for (const flow of setting.flows) {
          atMs += flow.waitMs;
          const writes = writesOf(flow);
          const share = flow.upTo
            ? meter.takeUpTo(atMs, writes).share
            : shareOfAll(meter, atMs, writes);
          note("table", boundOf(setting.table), atMs, share * flow.table);
          note(`table ${flow.key}`, partition, atMs, share * flow.table);
          if (flow.city === "") continue;
          note("index", boundOf(setting.index), atMs, share * flow.index);
          note(`index ${flow.city}`, partition, atMs, share * flow.index);
        }
        const largest = Math.max(
          0,
          ...setting.flows
            .filter((flow) => !flow.upTo)
            .flatMap(({ table, index }) => [table, index]),
        );
        for (const [name, list] of taken) {
          expectBounded(name, list, bounds.get(name) ?? partition, largest);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("takes something where all or nothing would take it, else nothing, and says what refused the rest", () => {
    fc.assert(
      fc.property(settings, flows, (setting, flow) => {
        const [one, other] = [after(setting), after(setting)];
        const writes = writesOf(flow);
        const short = takeAll(other.nowMs, other.meter.writeClaims(writes));
        const { share, refusals } = one.meter.takeUpTo(one.nowMs, writes);
        const reasons = refusals.map(({ reason }) => reason);
        expect(share > 0).toBe(short.length === 0);
        expect(refusals.length === 0).toBe(share === 1);
        for (const { refusal } of short) {
          const ofResource = refusals.filter(({ arn }) => arn === refusal.arn);
          expect(ofResource, `${refusal.reason} in ${reasons}`).not.toEqual([]);
        }
      }),
    );
  });

  it("takes the same share of what is asked of the table and of each index", () => {
    fc.assert(
      fc.property(settings, flows, (setting, flow) => {
        const { meter, nowMs } = after(setting);
        const { share, units } = meter.takeUpTo(nowMs, writesOf(flow));
        expect(units.table).toBeCloseTo(flow.table * share, 6);
        expect(units.indexes.byCity ?? 0).toBeCloseTo(flow.city === "" ? 0 : flow.index * share, 6);
      }),
    );
  });

  it("takes the same of a flow in one call as in two at the same moment, and no less of a larger", () => {
    const factors = fc.double({ min: 0, max: 3, noNaN: true });
    fc.assert(
      fc.property(settings, flows, factors, factors, (setting, flow, first, second) => {
        const [one, other] = [after(setting), after(setting)];
        const taken = (factor: number, { meter, nowMs }: typeof one) =>
          meter.takeUpTo(nowMs, writesOf(flow, factor)).units.table;
        const alone = taken(first, one);
        const apart = alone + taken(second, one);
        const together = taken(first + second, other);
        expect(apart).toBeCloseTo(together, 4);
        expect(together).toBeGreaterThanOrEqual(alone - 1e-6);
      }),
    );
  });
});

describe("a write that is larger than all that can be saved", () => {
  it("is taken, and is refused only while earlier writes are paid for: never for ever", () => {
    fc.assert(
      fc.property(settings, flows, fc.array(flows, { maxLength: 5 }), (setting, flow, others) => {
        const { meter, nowMs } = after(setting);
        const writes = { ...writesOf(flow), units: { table: 80_000, indexes: { byCity: 80_000 } } };
        // What anybody could owe by now is paid after so many seconds at one unit a second.
        const owed =
          2 *
          [...setting.flows, ...others].reduce((sum, { table, index }) => sum + table + index, 1);
        for (const other of others) shareOfAll(meter, nowMs, writesOf(other));
        expect(shareOfAll(meter, nowMs + owed * 1_000, writes)).toBe(1);
        expect(shareOfAll(meter, nowMs + owed * 1_000, writes)).toBe(0);
      }),
    );
  });
});

describe("what is given back", () => {
  it("leaves a meter as if it had not been taken", () => {
    fc.assert(
      fc.property(settings, flows, flows, (setting, taken, flow) => {
        const [one, other] = [after(setting), after(setting)];
        const claims = one.meter.writeClaims(writesOf(taken));
        if (takeAll(one.nowMs, claims).length === 0) giveBackAll(one.nowMs, claims);
        const [share, expected] = [one, other].map(
          ({ meter, nowMs }) => meter.takeUpTo(nowMs, writesOf(flow)).share,
        );
        expect(share).toBeCloseTo(expected ?? Number.NaN, 6);
      }),
    );
  });

  it("is what was charged without asking, too", () => {
    fc.assert(
      fc.property(settings, flows, (setting, flow) => {
        const { meter, nowMs } = after(setting);
        const claims = meter.writeClaims(writesOf(flow));
        const before = claims.map(({ limit }) => limit.available(nowMs));
        chargeAll(nowMs, claims);
        giveBackAll(nowMs, claims);
        for (const [place, { limit }] of claims.entries()) {
          expect(limit.available(nowMs)).toBeCloseTo(before[place] ?? Number.NaN, 6);
        }
      }),
    );
  });
});

describe("takeUpTo of an on-demand table", () => {
  it("grows to double a peak that is 30 minutes old, and never above the account's 40,000", () => {
    const meter = meterOf({ mode: "on-demand" }, { mode: "on-demand" });
    let [nowMs, limit] = [0, NEW_ON_DEMAND_UNITS];
    const takeASecond = () => {
      let sum = 0;
      for (let key = 0; key < 100; key += 1) {
        const units = { table: PARTITION_UNITS, indexes: {} };
        const writes = { units, partitionKey: `${key}`, indexPartitionKeys: {} };
        sum += meter.takeUpTo(nowMs, writes).units.table;
      }
      return sum;
    };
    for (let halfHour = 0; halfHour < 6; halfHour += 1) {
      expect(takeASecond()).toBeCloseTo(limit, 6);
      nowMs += 1_000;
      takeASecond();
      nowMs += 31 * 60_000;
      limit = Math.min(ACCOUNT_UNITS, 2 * limit);
    }
    expect(limit).toBe(ACCOUNT_UNITS);
  });
});
