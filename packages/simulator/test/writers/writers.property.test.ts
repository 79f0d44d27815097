import { type CapacityRequest, TABLE_RESOURCE } from "@spillway/capacity";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  applicationAutoScaling,
  type CapacityPolicy,
  fixed,
  onDemand,
  onDemandTable,
  type SimulateOptions,
  simulate,
  type TableLoad,
  type Writers,
} from "../../src/index.ts";
import { INDEX, looking, START_MS, tableOf, units } from "../tables.ts";
import { referenceOf } from "./table-reference.ts";

const writers = fc.constantFrom<Writers>("at once", "paced", "spillover");
const rates = fc.integer({ min: 1, max: 60 });
/** Stretches of seconds, quiet ones and busy ones; whole numbers, so that no second is decided by a rounding. */
const perSecond = fc
  .array(
    fc.record({
      seconds: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 60, max: 200 })),
      writes: fc.oneof(
        fc.constant(0),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 300 }),
      ),
      // Odd seconds may have more than even ones.
      more: fc.constantFrom(0, 0, 7),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((stretches) =>
    stretches.flatMap(({ seconds, writes, more }) =>
      Array.from({ length: seconds }, (_, second) => writes + (second % 2) * more),
    ),
  );
const settings = fc.record({
  writers,
  perSecond,
  table: rates,
  index: rates,
  indexWriteUnits: fc.constantFrom(0.5, 1, 2),
  burstSeconds: fc.constantFrom(1, 300),
  updatingMs: fc.constantFrom(0, 20_000, 90_000),
  raises: fc.array(rates, { maxLength: 6 }),
});
type Setting = typeof settings extends fc.Arbitrary<infer T> ? T : never;

function loadOf(setting: Setting, more: Partial<TableLoad> = {}): TableLoad {
  const pattern = { name: "any", startMs: START_MS, stepSeconds: 1, writes: setting.perSecond };
  const indexWriteUnits = { [INDEX]: setting.indexWriteUnits };
  return { pattern, indexWriteUnits, writers: setting.writers, ...more };
}

function optionsOf(setting: Setting, policy: CapacityPolicy): SimulateOptions {
  const { table, index, burstSeconds, updatingMs } = setting;
  const load = loadOf(setting);
  return { table: tableOf(table, index), load, policy, burstSeconds, updatingMs };
}

/** Looks each minute, and asks for other units of the table, then of the index, until it has no more wishes. */
function wishing(setting: Setting, taken: { request: CapacityRequest; nowMs: number }[] = []) {
  const left = [...setting.raises];
  return {
    ...looking(() => {
      const to = left.shift();
      const resource = left.length % 2 === 0 ? TABLE_RESOURCE : INDEX;
      return to === undefined ? [] : [{ changes: [{ resource, to: units(to) }] }];
    }),
    taken: (request: CapacityRequest, nowMs: number) => void taken.push({ request, nowMs }),
  };
}

/** Everyone who steers, each with a table. */
const policies = fc.constantFrom("fixed", "wishing", "auto scaling", "on demand", "maximum");
type PolicyKey = typeof policies extends fc.Arbitrary<infer T> ? T : never;

function steered(setting: Setting, key: PolicyKey): SimulateOptions {
  const options = optionsOf(setting, key === "wishing" ? wishing(setting) : fixed());
  if (key === "auto scaling") {
    const bounds = { min: units(1), max: units(500) };
    const policy = applicationAutoScaling({
      bounds: { [TABLE_RESOURCE]: bounds, [INDEX]: bounds },
    });
    return { ...options, policy };
  }
  if (key !== "on demand" && key !== "maximum") return options;
  const maximum = key === "maximum" ? { maxWriteUnits: setting.table } : {};
  return { ...options, table: onDemandTable(options.table, maximum), policy: onDemand() };
}

describe("writers of every kind", () => {
  it("do what plain sums of each second say", () => {
    fc.assert(
      fc.property(settings, (setting) => {
        const taken: { request: CapacityRequest; nowMs: number }[] = [];
        const options = optionsOf(setting, wishing(setting, taken));
        const { writes } = simulate(options);
        const reference = referenceOf({
          ...setting,
          shape: options.table,
          changes: taken.map(({ request, nowMs }) => ({
            request,
            fromMs: nowMs + setting.updatingMs,
          })),
        });
        expect(writes.written).toBeCloseTo(reference.written, 4);
        expect(writes.throttled).toBeCloseTo(reference.throttled, 4);
        expect(writes.queued).toBeCloseTo(reference.queued, 4);
        expect(writes.mostWaiting).toBeCloseTo(reference.mostWaiting, 4);
        expect(writes.worstDelaySeconds).toBe(reference.worstDelaySeconds);
        expect(writes.completeSeconds).toBe(reference.completeSeconds);
      }),
      { numRuns: 100 },
    );
  });

  it("lose no write: what was asked for is written, lost or waiting, whoever steers", () => {
    const retries = fc.constantFrom<TableLoad["whenThrottled"]>("lost", {
      ...{ retryEverySeconds: 3, giveUpAfterSeconds: 40 },
    });
    const drains = fc.constantFrom(0, 30, 100_000);
    const hot = fc.constantFrom([], [{ share: 0.3 }, { index: INDEX, share: 0.2 }]);
    fc.assert(
      fc.property(
        settings,
        policies,
        retries,
        drains,
        hot,
        (setting, key, whenThrottled, drainSeconds, hotKeys) => {
          // Hundreds a second of a hot key: its partition is the limit now and then.
          const busy = { ...setting, perSecond: setting.perSecond.map((writes) => 30 * writes) };
          const options = { ...steered(busy, key), drainSeconds };
          const load = loadOf(busy, { whenThrottled: whenThrottled ?? "lost", hotKeys });
          const { writes, resources, throttles } = simulate({ ...options, load });
          expect(writes.written + writes.lost + writes.waiting).toBeCloseTo(writes.asked, 3);
          expect(resources[0]?.consumed.writeUnits).toBeCloseTo(writes.written, 2);
          expect(writes.mostWaiting).toBeGreaterThanOrEqual(writes.waiting - 1e-6);
          if (setting.writers === "at once") return;
          expect(writes).toMatchObject({ throttled: 0, lost: 0 });
          expect(throttles).toEqual([]);
          expect(writes.completeSeconds === null).toBe(writes.waiting > 0);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("are throttled no more, and wait no longer, with more capacity", () => {
    const isHot = fc.boolean();
    fc.assert(
      fc.property(settings, rates, isHot, (setting, more, hot) => {
        const hotKeys = hot ? [{ share: 0.2 }] : [];
        const run = (extra: number) => {
          const table = tableOf(setting.table + extra, setting.index + extra);
          const load = loadOf(setting, { hotKeys });
          return simulate({ ...optionsOf(setting, fixed()), load, table });
        };
        expectNoWorse(run(more), run(0));
      }),
      { numRuns: 100 },
    );
  });

  it("are throttled no more, and wait no longer, with a higher maximum on demand", () => {
    fc.assert(
      fc.property(settings, rates, fc.constantFrom(1, 40, 200), (setting, more, times) => {
        const run = (maxWriteUnits: number) => {
          const table = onDemandTable(tableOf(1, 1), { maxWriteUnits });
          // Some thousands a second where it is times 200: growth is the limit then.
          const perSecond = setting.perSecond.map((writes) => writes * times);
          const load = loadOf({ ...setting, perSecond });
          return simulate({ table, load, policy: onDemand() });
        };
        expectNoWorse(run((setting.table + more) * times), run(setting.table * times));
      }),
      { numRuns: 100 },
    );
  });

  it("cost no less with more to write", () => {
    const keys = fc.constantFrom<PolicyKey>("fixed", "on demand", "maximum");
    fc.assert(
      fc.property(settings, keys, fc.integer({ min: 1, max: 50 }), (setting, key, more) => {
        const busier = { ...setting, perSecond: setting.perSecond.map((writes) => writes + more) };
        const [less, greater] = [simulate(steered(setting, key)), simulate(steered(busier, key))];
        for (const how of ["billed", "provisioned"] as const) {
          expect(greater.dollars[how]).toBeGreaterThanOrEqual(less.dollars[how] * (1 - 1e-9));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("do the same whether a load is told by the minute or by the second", () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(settings, policies, minutes, (setting, key, perMinute) => {
        const told = (stepSeconds: number, values: readonly number[]) => {
          const pattern = { name: "any", startMs: START_MS, stepSeconds, writes: values };
          return simulate({ ...steered(setting, key), load: { ...loadOf(setting), pattern } });
        };
        const bySecond = perMinute.flatMap((rate) => Array.from({ length: 60 }, () => rate));
        const [byMinute, same] = [told(60, perMinute), told(1, bySecond)];
        expect(same.seconds).toBe(byMinute.seconds);
        expect(same.writes.written).toBeCloseTo(byMinute.writes.written, 4);
        expect(same.writes.throttled).toBeCloseTo(byMinute.writes.throttled, 4);
        expect(same.writes.worstDelaySeconds).toBe(byMinute.writes.worstDelaySeconds);
        expect(same.dollars.billed).toBeCloseTo(byMinute.dollars.billed, 9);
      }),
      { numRuns: 60 },
    );
  });
});

function expectNoWorse(
  { writes: more }: ReturnType<typeof simulate>,
  { writes: less }: ReturnType<typeof simulate>,
): void {
  expect(more.throttled).toBeLessThanOrEqual(less.throttled + 1e-4);
  expect(more.worstDelaySeconds).toBeLessThanOrEqual(less.worstDelaySeconds);
  expect(more.mostWaiting).toBeLessThanOrEqual(less.mostWaiting + 1e-4);
  expect(more.written).toBeGreaterThanOrEqual(less.written - 1e-4);
  // What is not lost may be done last: only where nothing is lost does the end come no later.
  if (more.lost > 0 || less.lost > 0) return;
  expect(more.completeSeconds).not.toBeNull();
  expect(more.completeSeconds ?? 0).toBeLessThanOrEqual(less.completeSeconds ?? 0);
}
