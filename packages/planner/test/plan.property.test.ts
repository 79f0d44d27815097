import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PlanRequest, planWorkload, type StrategyKey } from "../src/index.ts";
import { fileOf, patternOf, requestOf, tableOf, trafficOf } from "./plan-requests.ts";

const RUNS = { numRuns: 25 };

/** Half an hour to three hours by the minute: quiet, busy, and spikes. */
const perMinute = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 60 }) },
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 400 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1_000, max: 12_000 }) },
  ),
  { minLength: 30, maxLength: 200 },
);
const units = fc.record({
  table: fc.constantFrom(0.8, 1, 2, 3.5),
  index: fc.constantFrom(0, 0.3, 1, 2),
});
const hotShare = fc.constantFrom(0, 0, 0.2, 0.6);
const whenThrottled = fc.constantFrom(
  "lost" as const,
  { retryEverySeconds: 5 },
  { retryEverySeconds: 2, giveUpAfterSeconds: 30 },
);

/** So many minutes that all that can be saved is. */
const QUIET = [0, 0, 0, 0, 0, 0];

interface Load {
  readonly perMinute: readonly number[];
  readonly units: { readonly table: number; readonly index: number };
  readonly hotShare: number;
}
const loads = fc
  .record({ perMinute, units, hotShare })
  .filter((load) => load.perMinute.some((writes) => writes > 0));

const CALM: Load = {
  perMinute: Array.from({ length: 60 }, (_, minute) => 40 + (minute % 7)),
  units: { table: 1, index: 1 },
  hotShare: 0,
};
/** Without spikes: capacity that follows is enough. */
const calmLoads = fc.record({
  perMinute: fc.array(fc.integer({ min: 20, max: 60 }), { minLength: 30, maxLength: 200 }),
  units,
  hotShare: fc.constant(0),
});

/**
 * Their capacity comes after what was consumed and throttled. A larger spike is throttled in other minutes than half
 * of it, and where those writes are lost, more load may well find less capacity, and write and cost less.
 */
const FOLLOWS_LOAD: ReadonlySet<StrategyKey> = new Set([
  "auto-scaling",
  "scaler",
  "scaler-predicting",
]);

function request(load: Load, rest: Partial<PlanRequest> = {}): PlanRequest {
  const workload = trafficOf(patternOf(load.perMinute), {
    item: {
      bytes: 700,
      writeUnits: load.units.table,
      indexWriteUnits: { byEmail: load.units.index },
      readUnits: 0.5,
      storedBytes: 800,
    },
    hotKeys: load.hotShare > 0 ? [{ key: "USER#1", share: load.hotShare }] : [],
  });
  return requestOf(workload, { table: tableOf({ index: true }), ...rest });
}

function only(key: StrategyKey, asked: PlanRequest) {
  const [plan] = planWorkload({ ...asked, only: [key] }).strategies;
  if (plan === undefined) throw new Error(`expected ${key}; came no strategy`);
  return plan;
}

describe("every strategy", () => {
  it("accounts for each write: asked = written + lost + waiting", () => {
    fc.assert(
      fc.property(
        loads,
        whenThrottled,
        fc.integer({ min: 100, max: 3_000 }),
        (load, rule, capacity) => {
          for (const rest of [{}, { writeCapacity: capacity }]) {
            const { strategies, workload } = planWorkload(
              request(load, { ...rest, whenThrottled: rule }),
            );
            for (const plan of strategies) {
              const { key, askedWrites, writtenWrites, lostWrites, waitingWrites } = plan;
              const rounding = 1e-6 * workload.writes;
              expect(Math.abs(askedWrites - workload.writes), key).toBeLessThanOrEqual(rounding);
              const found = writtenWrites + lostWrites + waitingWrites;
              expect(Math.abs(found - askedWrites), key).toBeLessThanOrEqual(rounding);
              expect(Math.min(writtenWrites, lostWrites, waitingWrites), key).toBeGreaterThan(
                -rounding,
              );
            }
          }
        },
      ),
      RUNS,
    );
  });

  it("accounts for each item of a file", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500_000 }), units, (items, unitsOfItem) => {
        const item = {
          bytes: 700,
          writeUnits: unitsOfItem.table,
          indexWriteUnits: { byEmail: unitsOfItem.index },
          readUnits: 0.5,
          storedBytes: 800,
        };
        const asked = requestOf(fileOf(items, { item }), { table: tableOf({ index: true }) });
        for (const plan of planWorkload(asked).strategies) {
          const { key, askedWrites, writtenWrites, lostWrites, waitingWrites } = plan;
          expect(askedWrites, key).toBeCloseTo(items, 3);
          expect(writtenWrites + lostWrites + waitingWrites, key).toBeCloseTo(items, 3);
        }
      }),
      RUNS,
    );
  });

  it("costs no less with twice the load, unless capacity follows what was throttled", () => {
    const compared = new Set<StrategyKey>();
    fc.assert(
      fc.property(fc.oneof(loads, calmLoads), (load) => {
        const twice = { ...load, perMinute: load.perMinute.map((writes) => writes * 2) };
        const more = planWorkload(request(twice)).strategies;
        for (const { key, monthCost, runCost } of planWorkload(request(load)).strategies) {
          const other = more.find((plan) => plan.key === key);
          if (FOLLOWS_LOAD.has(key) && other?.throttledWrites !== 0) continue;
          compared.add(key);
          expect(other?.monthCost.total, key).toBeGreaterThanOrEqual(monthCost.total * (1 - 1e-9));
          expect(other?.runCost.total, key).toBeGreaterThanOrEqual(runCost.total * (1 - 1e-9));
        }
      }),
      { ...RUNS, examples: [[CALM]] },
    );
    expect([...FOLLOWS_LOAD].filter((key) => !compared.has(key))).toEqual([]);
  });
});

describe("more capacity", () => {
  it.each(["fixed"] as const)("throttles no more: %s", (key) => {
    fc.assert(
      fc.property(
        loads,
        fc.integer({ min: 1, max: 2_000 }),
        fc.integer({ min: 1, max: 2_000 }),
        (load, less, more) => {
          const small = only(key, request(load, { writeCapacity: less }));
          const large = only(key, request(load, { writeCapacity: less + more }));
          expect(large.throttledWrites).toBeLessThanOrEqual(small.throttledWrites + 1e-3);
          expect(large.monthCost.table).toBeGreaterThanOrEqual(small.monthCost.table);
        },
      ),
      RUNS,
    );
  });

  it.each(["buffered", "spillover"] as const)("makes no write wait longer: %s", (key) => {
    fc.assert(
      fc.property(
        loads,
        fc.integer({ min: 100, max: 2_000 }),
        fc.integer({ min: 1, max: 2_000 }),
        (load, less, more) => {
          const small = only(key, request(load, { writeCapacity: less }));
          const large = only(key, request(load, { writeCapacity: less + more }));
          expect(large.worstDelaySeconds).toBeLessThanOrEqual(small.worstDelaySeconds + 1e-6);
          expect(large.mostBacklog).toBeLessThanOrEqual(small.mostBacklog + 1e-3);
        },
      ),
      RUNS,
    );
  });

  it("throttles no more on demand: a higher maximum, more warm throughput", () => {
    fc.assert(
      fc.property(
        loads,
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 1, max: 10_000 }),
        (load, less, more) => {
          const maximum = (maxWriteUnits: number) =>
            only("on-demand-maximum", request(load, { maxWriteUnits })).throttledWrites;
          expect(maximum(less + more)).toBeLessThanOrEqual(maximum(less) + 1e-3);
          const warm = (warmWriteUnits: number) =>
            only("on-demand", request(load, { warmWriteUnits })).throttledWrites;
          expect(warm(less + more)).toBeLessThanOrEqual(warm(less) + 1e-3);
        },
      ),
      RUNS,
    );
  });
});

describe("the least capacity that is found", () => {
  it("throttles nothing, and a unit less of the table does, where no key is hot", () => {
    fc.assert(
      fc.property(loads, (load) => {
        // It begins when all of the burst is saved, so that it is known what there is.
        const perMinute = [...QUIET, ...load.perMinute];
        const asked = request({ perMinute, hotShare: 0, units: { table: 1, index: 0 } });
        const { settings, throttledWrites } = only("fixed", asked);
        expect(throttledWrites).toBeLessThan(1e-3);
        const { billing } = settings.table;
        const units = billing.mode === "provisioned" ? billing.writeUnits : 0;
        if (units === 1) return;
        const fewer = only("fixed", { ...asked, writeCapacity: units - 1 });
        expect(fewer.throttledWrites).toBeGreaterThan(0);
      }),
      RUNS,
    );
  });

  it.each(["buffered", "spillover"] as const)(
    "keeps every wait within what is asked: %s",
    (key) => {
      fc.assert(
        fc.property(loads, fc.constantFrom(60, 300, 900), (load, withinSeconds) => {
          const { worstDelaySeconds, throttledWrites, waitingWrites, lostWrites } = only(
            key,
            request({ ...load, hotShare: 0 }, { withinSeconds }),
          );
          expect(worstDelaySeconds).toBeLessThanOrEqual(withinSeconds + 1);
          expect([throttledWrites, waitingWrites, lostWrites]).toEqual([0, 0, 0]);
        }),
        RUNS,
      );
    },
  );
});
