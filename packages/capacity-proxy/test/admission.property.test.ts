import { TableMeter, type TableShape } from "@spillway/capacity";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { admitEach, admitTogether, type MeteredWrite } from "../src/writes/admission.ts";
import { measureWrite } from "../src/writes/measure-write.ts";

const PARTITION_RATE = 1_000;

interface Arrival {
  /** Milliseconds since the arrival before. */
  readonly afterMs: number;
  readonly writes: readonly { readonly key: string; readonly city: string; readonly kb: number }[];
}

interface Setting {
  readonly tableRate: number;
  readonly indexRate: number;
  readonly burstSeconds: number;
  readonly arrivals: readonly Arrival[];
}

/** Units that were admitted at a moment. */
interface Taken {
  readonly atMs: number;
  readonly units: number;
}

const settings: fc.Arbitrary<Setting> = fc.record({
  tableRate: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 500, max: 5_000 })),
  indexRate: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 500, max: 5_000 })),
  burstSeconds: fc.constantFrom(0, 1, 5, 300),
  arrivals: fc.array(
    fc.record({
      afterMs: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 5_000 })),
      writes: fc.array(
        fc.record({
          key: fc.constantFrom("a", "b", "c"),
          city: fc.constantFrom("", "Oslo", "Rome"),
          kb: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 390 })),
        }),
        { minLength: 1, maxLength: 10 },
      ),
    }),
    { minLength: 1, maxLength: 40 },
  ),
});

function shapeOf(tableRate: number, indexRate: number): TableShape {
  return {
    name: "Orders",
    keys: { partitionKey: { name: "pk", type: "S" } },
    billing: { mode: "provisioned", writeUnits: tableRate, readUnits: 1 },
    globalIndexes: [
      {
        name: "byCity",
        keys: { partitionKey: { name: "city", type: "S" } },
        projection: { type: "ALL" },
        billing: { mode: "provisioned", writeUnits: indexRate, readUnits: 1 },
      },
    ],
    localIndexes: [],
  };
}

function meterOf(shape: TableShape, burstSeconds: number): TableMeter {
  const arn = "arn:aws:dynamodb:us-east-1:123456789012:table/Orders";
  return new TableMeter({ region: "us-east-1", arn, shape, burstSeconds, nowMs: 0 });
}

function meteredWrites(meter: TableMeter, arrival: Arrival): readonly MeteredWrite[] {
  return arrival.writes.map(({ key, city, kb }) => {
    const item = {
      pk: { S: key },
      text: { S: "x".repeat(kb * 1_024 - 30) },
      ...(city === "" ? {} : { city: { S: city } }),
    };
    const request = { table: "Orders", kind: "put", item, source: {} } as const;
    const measured = measureWrite(meter.shape, request, undefined);
    if (measured === undefined) throw new Error("an item with its key can be measured");
    return { ...measured, request, meter };
  });
}

/** Runs arrivals through a fresh meter; admitted units by table, index and partition. */
function run(setting: Setting, admit: typeof admitEach): Map<string, Taken[]> {
  const meter = meterOf(shapeOf(setting.tableRate, setting.indexRate), setting.burstSeconds);
  const taken = new Map<string, Taken[]>();
  let atMs = 0;
  for (const arrival of setting.arrivals) {
    atMs += arrival.afterMs;
    for (const write of admit(atMs, meteredWrites(meter, arrival)).admitted) {
      const note = (name: string, units: number) =>
        taken.set(name, [...(taken.get(name) ?? []), { atMs, units }]);
      note("table", write.units.table);
      note(`partition ${write.partitionKey}`, write.units.table);
      const indexUnits = write.units.indexes.byCity;
      if (indexUnits === undefined) continue;
      note("index", indexUnits);
      note(`index partition ${write.indexPartitionKeys.byCity}`, indexUnits);
    }
  }
  return taken;
}

/** Units of an arrival's largest transaction or write: what may be taken on credit at once. */
function largestOf({ arrivals }: Setting, together: boolean): number {
  const sizes = arrivals.map(({ writes }) => {
    const units = writes.map(({ kb }) => kb);
    return together ? units.reduce((sum, one) => sum + one, 0) : Math.max(...units);
  });
  return Math.max(...sizes);
}

/** The most by which any window exceeds rate × window + burst; 0 or less when none does. */
function worstExcess(taken: readonly Taken[], rate: number, burst: number): number {
  let worst = Number.NEGATIVE_INFINITY;
  for (const [start, first] of taken.entries()) {
    let sum = 0;
    for (const { atMs, units } of taken.slice(start)) {
      sum += units;
      worst = Math.max(worst, sum - (rate * (atMs - first.atMs)) / 1_000 - burst);
    }
  }
  return worst;
}

function checkEveryWindow(
  setting: Setting,
  taken: ReadonlyMap<string, readonly Taken[]>,
  onCredit: number,
): void {
  // A bucket always holds at least one second of its rate.
  const seconds = Math.max(1, setting.burstSeconds);
  for (const [name, list] of taken) {
    const rate =
      name === "table" ? setting.tableRate : name === "index" ? setting.indexRate : PARTITION_RATE;
    const burst = name.includes("partition") ? PARTITION_RATE : rate * seconds;
    expect(worstExcess(list, rate, burst), name).toBeLessThan(onCredit + 1e-6);
  }
}

describe("admission", () => {
  it("never admits more than rate × window + burst and one write, on table, index and partition", () => {
    fc.assert(
      fc.property(settings, (setting) =>
        checkEveryWindow(setting, run(setting, admitEach), largestOf(setting, false)),
      ),
      { numRuns: 300 },
    );
  });

  it("holds the same for transactions, which are admitted whole or not at all", () => {
    fc.assert(
      fc.property(settings, (setting) => {
        checkEveryWindow(setting, run(setting, admitTogether), largestOf(setting, true));
        const meter = meterOf(shapeOf(setting.tableRate, setting.indexRate), 1);
        for (const arrival of setting.arrivals) {
          const writes = meteredWrites(meter, arrival);
          const { admitted, refused } = admitTogether(0, writes);
          expect([0, writes.length]).toContain(admitted.length);
          expect(refused.length > 0).toBe(admitted.length === 0);
        }
      }),
    );
  });

  it("admits everything that stays below the rate", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), (rate) => {
        const meter = meterOf(shapeOf(rate, rate), 1);
        for (let second = 1; second <= 20; second += 1) {
          const arrival = { afterMs: 0, writes: [{ key: "a", city: "Oslo", kb: 1 }] };
          for (let write = 0; write < rate; write += 1) {
            const { refused } = admitEach(second * 1_000, meteredWrites(meter, arrival));
            expect(refused).toEqual([]);
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it("admits every write at last, however large: it is refused only while a debt is paid", () => {
    fc.assert(
      fc.property(settings, (setting) => {
        const meter = meterOf(shapeOf(setting.tableRate, setting.indexRate), setting.burstSeconds);
        let atMs = 0;
        for (const arrival of setting.arrivals) {
          atMs += arrival.afterMs;
          const writes = meteredWrites(meter, arrival);
          for (let wanted = writes; wanted.length > 0; ) {
            const { refused } = admitEach(atMs, wanted);
            expect(refused.length).toBeLessThan(wanted.length);
            wanted = refused.map(({ write }) => write);
            // What one arrival can owe is paid after so many seconds at one unit a second.
            atMs += 4_000_000;
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it("follows another rate at once and never exceeds the higher one by more than a write", () => {
    fc.assert(
      fc.property(settings, fc.integer({ min: 1, max: 5_000 }), (setting, later) => {
        const meter = meterOf(shapeOf(setting.tableRate, 5_000), setting.burstSeconds);
        const taken: Taken[] = [];
        let atMs = 0;
        for (const [place, arrival] of setting.arrivals.entries()) {
          atMs += arrival.afterMs;
          if (place === Math.floor(setting.arrivals.length / 2)) {
            meter.follow(atMs, shapeOf(later, 5_000));
          }
          for (const { units } of admitEach(atMs, meteredWrites(meter, arrival)).admitted) {
            taken.push({ atMs, units: units.table });
          }
        }
        const rate = Math.max(setting.tableRate, later);
        const burst = rate * Math.max(1, setting.burstSeconds);
        expect(worstExcess(taken, rate, burst)).toBeLessThan(largestOf(setting, false) + 1e-6);
      }),
    );
  });
});
