import {
  type CapacityRequest,
  type DecreaseRule,
  decreasesLeft,
  makeDecrease,
  noDecreases,
  TABLE_RESOURCE,
  TableMeter,
} from "@spillway/capacity";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CapacityPolicy, fixed, type SimulateOptions, simulate } from "../src/index.ts";
import { INDEX, looking, START_MS, tableOf, units } from "./tables.ts";
import { changed } from "./writers/table-reference.ts";

const rates = fc.integer({ min: 1, max: 60 });
const writes = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 120, noNaN: true })), {
  minLength: 1,
  maxLength: 40,
});
/** What a policy asks for at its looks, whatever comes of it. */
const wishes = fc.array(
  fc.array(fc.record({ resource: fc.constantFrom(TABLE_RESOURCE, INDEX), units: rates }), {
    minLength: 1,
    maxLength: 3,
  }),
  { maxLength: 60 },
);
const settings = fc.record({
  table: rates,
  index: rates,
  indexWriteUnits: fc.constantFrom(0, 0.5, 1, 2),
  writes,
  wishes,
  stepSeconds: fc.constantFrom(7, 60, 600),
  burstSeconds: fc.constantFrom(1, 300),
  updatingMs: fc.constantFrom(0, 20_000, 90_000),
});
type Setting = typeof settings extends fc.Arbitrary<infer T> ? T : never;

function optionsOf(setting: Setting, policy: CapacityPolicy): SimulateOptions {
  const { table, index, stepSeconds, burstSeconds, updatingMs, indexWriteUnits } = setting;
  const pattern = { name: "any", startMs: START_MS, stepSeconds, writes: setting.writes };
  const load = { pattern, indexWriteUnits: { [INDEX]: indexWriteUnits } };
  return { table: tableOf(table, index), load, policy, burstSeconds, updatingMs };
}

/** A policy that wishes, and notes what it was given and when. */
function wishing(setting: Setting, taken: { request: CapacityRequest; nowMs: number }[] = []) {
  const left = setting.wishes.map((changes) =>
    changes.map(({ resource, units: to }) => ({ changes: [{ resource, to: units(to) }] })),
  );
  return {
    ...looking(() => left.shift() ?? []),
    taken: (request: CapacityRequest, nowMs: number) => void taken.push({ request, nowMs }),
  };
}

describe("simulate", () => {
  it("takes what a TableMeter takes that is asked evenly, second by second", () => {
    const parts = 10;
    fc.assert(
      fc.property(settings, (all) => {
        const setting = { ...all, writes: all.writes.slice(0, 12), stepSeconds: 7 as const };
        const taken: { request: CapacityRequest; nowMs: number }[] = [];
        const options = optionsOf(setting, wishing(setting, taken));
        const result = simulate(options);
        let [nowMs, written, asked] = [START_MS, 0, 0];
        let shape = options.table;
        const meter = new TableMeter({
          region: "us-east-1",
          arn: "arn:aws:dynamodb:us-east-1:123456789012:table/Orders",
          ...{ shape, burstSeconds: setting.burstSeconds, nowMs },
        });
        const changes = taken.map(({ request, nowMs: atMs }) => ({
          request,
          fromMs: atMs + setting.updatingMs,
        }));
        for (const perSecond of setting.writes) {
          for (let second = 0; second < setting.stepSeconds; second += 1) {
            for (const { request, fromMs } of changes.filter((one) => one.fromMs === nowMs)) {
              shape = changed(shape, request);
              meter.follow(fromMs, shape);
            }
            for (let part = 0; part < parts; part += 1) {
              const writesOfPart = perSecond / parts;
              const { share } = meter.takeUpTo(nowMs + ((part + 0.5) * 1_000) / parts, {
                units: {
                  table: writesOfPart,
                  indexes: { [INDEX]: writesOfPart * setting.indexWriteUnits },
                },
                partitionKey: "any",
                indexPartitionKeys: { [INDEX]: "any" },
              });
              written += writesOfPart * share;
            }
            asked += perSecond;
            nowMs += 1_000;
          }
        }
        expect(result.writes.asked).toBeCloseTo(asked, 4);
        // Of what a limit makes in a part of a second it matters when in that part it is asked, each time that
        // what is asked or there is becomes another.
        const turns = setting.writes.length + changes.length + 1;
        const allowed = (turns * 2 * 60) / parts;
        expect(Math.abs(result.writes.written - written)).toBeLessThan(allowed);
        expect(result.writes.throttled).toBeCloseTo(asked - result.writes.written, 4);
      }),
      { numRuns: 40 },
    );
  });

  it("never overspends the budget of decreases, whatever a policy asks for", () => {
    const rules = fc.constantFrom<DecreaseRule>("four and one an hour", "four, then hourly");
    fc.assert(
      fc.property(settings, rules, (setting, decreaseRule) => {
        const taken: { request: CapacityRequest; nowMs: number }[] = [];
        const options = optionsOf(
          { ...setting, writes: Array.from({ length: 200 }, () => 1), stepSeconds: 60 },
          wishing(setting, taken),
        );
        const result = simulate({ ...options, decreaseRule });
        const now = new Map([
          [TABLE_RESOURCE, setting.table],
          [INDEX, setting.index],
        ]);
        const counts = new Map([...now.keys()].map((name) => [name, noDecreases(START_MS)]));
        const spent = new Map<string, number>();
        for (const { request, nowMs } of taken) {
          for (const { resource, to } of request.changes) {
            if (to.writeUnits < (now.get(resource) ?? 0)) {
              const count = counts.get(resource) ?? noDecreases(START_MS);
              expect(decreasesLeft(count, nowMs, decreaseRule)).toBeGreaterThan(0);
              counts.set(resource, makeDecrease(count, nowMs, decreaseRule) ?? count);
              spent.set(resource, (spent.get(resource) ?? 0) + 1);
            }
            now.set(resource, to.writeUnits);
          }
        }
        for (const { resource, decreases } of result.resources) {
          expect(decreases).toBe(spent.get(resource) ?? 0);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("loses no write: what was asked for is written, lost or waiting", () => {
    const retries = fc.option(
      fc.record({
        retryEverySeconds: fc.integer({ min: 1, max: 20 }),
        giveUpAfterSeconds: fc.integer({ min: 1, max: 200 }),
      }),
      { nil: undefined },
    );
    fc.assert(
      fc.property(settings, retries, (setting, retry) => {
        const whenThrottled = retry ?? "lost";
        const options = optionsOf(setting, wishing(setting));
        const { load } = options;
        const { writes: all, ...rest } = simulate({ ...options, load: { ...load, whenThrottled } });
        expect(all.written + all.lost + all.waiting).toBeCloseTo(all.asked, 4);
        expect(all.throttled + 1e-6).toBeGreaterThanOrEqual(all.lost);
        expect(rest.resources[0]?.consumed.writeUnits).toBeCloseTo(all.written, 3);
        for (const sum of [all.lost, all.waiting, all.delayed]) expect(sum).toBeGreaterThan(-1e-6);
      }),
      { numRuns: 60 },
    );
  });

  it("throttles no more with more capacity, and costs no less", () => {
    fc.assert(
      fc.property(settings, rates, (setting, more) => {
        const less = simulate(optionsOf(setting, fixed()));
        const { table, index } = setting;
        const larger = { ...setting, table: table + more, index: index + more };
        const result = simulate(optionsOf(larger, fixed()));
        expect(result.writes.throttled).toBeLessThanOrEqual(less.writes.throttled + 1e-6);
        expect(result.dollars.billed).toBeGreaterThan(less.dollars.billed);
      }),
      { numRuns: 60 },
    );
  });

  it("gives the same result for the same options", () => {
    fc.assert(
      fc.property(settings, (setting) => {
        const run = () => simulate(optionsOf(setting, wishing(setting)));
        expect(run()).toEqual(run());
      }),
      { numRuns: 20 },
    );
  });
});
