import type { CapacityUnits, DecreaseRule } from "@spillway/capacity";
import { TABLE_RESOURCE } from "@spillway/capacity";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decideCapacity,
  NOTHING_REMEMBERED,
  rememberChange,
  rememberRefusal,
  type ScalingMemory,
  type TableScaling,
} from "../../src/index.ts";
import { ScaledTable } from "./scaled-table.ts";
import { MINUTE_MS, NOON_MS, SCALING, steady, type Use, viewOf } from "./views.ts";

const RULES: readonly DecreaseRule[] = ["four and one an hour", "four, then hourly"];
const BOUNDED: TableScaling = {
  ...SCALING,
  table: { base: { readUnits: 5, writeUnits: 5 }, max: { readUnits: 300, writeUnits: 400 } },
  indexes: {
    byEmail: { base: { readUnits: 3, writeUnits: 10 }, max: { readUnits: 50, writeUnits: 900 } },
  },
};
const RESOURCES = [TABLE_RESOURCE, "byEmail"];

/** What is wanted for some minutes, and what else happens at their begin. */
interface Stretch {
  readonly minutes: number;
  readonly write: number;
  readonly indexWrite: number;
  readonly read: number;
  /** How far use swings up and down, as a share of it. */
  readonly noise: number;
  readonly event: "none" | "memory lost" | "others decrease" | "slow update";
}

const stretch: fc.Arbitrary<Stretch> = fc.record({
  minutes: fc.integer({ min: 1, max: 200 }),
  write: fc.integer({ min: 0, max: 1_200 }),
  indexWrite: fc.integer({ min: 0, max: 1_200 }),
  read: fc.integer({ min: 0, max: 400 }),
  noise: fc.double({ min: 0, max: 1, noNaN: true }),
  event: fc.constantFrom("none", "memory lost", "others decrease", "slow update"),
});

interface Run {
  readonly rule: DecreaseRule;
  readonly delayMinutes: number;
  readonly startMinute: number;
  readonly stretches: readonly Stretch[];
}

const run: fc.Arbitrary<Run> = fc.record({
  rule: fc.constantFrom(...RULES),
  delayMinutes: fc.constantFrom(0.1, 1, 10, 15),
  startMinute: fc.integer({ min: 0, max: 1_439 }),
  stretches: fc.array(stretch, { minLength: 1, maxLength: 25 }),
});

/** What a run is told of. */
interface Told {
  /** A decrease was refused, and when the next one can be made. */
  readonly refused?: (resource: string, atMs: number, nextDecreaseAtMs: number) => void;
  readonly minute?: (table: ScaledTable) => void;
}

/** Lets the rules steer a table. @param events those of the stretches that happen */
function steer(
  { rule, delayMinutes, startMinute, stretches }: Run,
  events: readonly Stretch["event"][],
  told: Told,
): void {
  const scaling = { ...BOUNDED, decreaseRule: rule, scaleDownDelayMs: delayMinutes * MINUTE_MS };
  const bases: Record<string, CapacityUnits> = {};
  for (const name of RESOURCES) bases[name] = (scaling.indexes[name] ?? scaling.table).base;
  const table = new ScaledTable(NOON_MS + startMinute * MINUTE_MS, bases, rule);
  let memory: ScalingMemory = NOTHING_REMEMBERED;
  for (const { minutes, write, indexWrite, read, noise, event } of stretches) {
    if (event === "memory lost" && events.includes(event)) memory = NOTHING_REMEMBERED;
    if (event === "others decrease" && events.includes(event)) table.spend(TABLE_RESOURCE);
    for (let minute = 0; minute < minutes; minute++) {
      // A noise that repeats: what fast-check shrinks stays the same.
      const factor = 1 + noise * Math.sin(minute * 12.9898);
      table.pass({
        [TABLE_RESOURCE]: { write: write * factor, read: read * factor },
        byEmail: { write: indexWrite * factor },
      });
      const view = table.view();
      for (const request of decideCapacity(scaling, view, memory).requests) {
        const refusal = table.update(request, event === "slow update" && events.includes(event));
        if (refusal === undefined) memory = rememberChange(scaling, view, memory, request);
        else {
          memory = rememberRefusal(view, memory, request, refusal.nextDecreaseAtMs);
          const nextMs = refusal.nextDecreaseAtMs;
          if (nextMs === undefined) continue;
          for (const { resource } of request.changes) told.refused?.(resource, table.nowMs, nextMs);
        }
      }
      told.minute?.(table);
    }
  }
}

const ALL = ["memory lost", "others decrease", "slow update"] as const;

describe("over any use", () => {
  it("no decrease is asked for that DynamoDB would refuse", () => {
    fc.assert(
      fc.property(run, (each) => {
        const refusals: string[] = [];
        steer(each, ["slow update"], { refused: (resource) => refusals.push(resource) });
        expect(refusals).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("where others decrease too: after a refusal none is asked for until the time that DynamoDB named", () => {
    fc.assert(
      fc.property(run, (each) => {
        const notBefore = new Map<string, number>();
        const tooEarly: string[] = [];
        steer(each, ["others decrease", "slow update"], {
          refused: (resource, atMs, nextMs) => {
            if (atMs < (notBefore.get(resource) ?? 0)) tooEarly.push(resource);
            notBefore.set(resource, nextMs);
          },
        });
        expect(tooEarly).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("capacity stays between the baseline and the maximum, also when the memory is lost", () => {
    fc.assert(
      fc.property(run, (each) => {
        const outside: CapacityUnits[] = [];
        const minute = (table: ScaledTable) => {
          for (const resource of RESOURCES) {
            const { base, max } = BOUNDED.indexes[resource] ?? BOUNDED.table;
            const now = table.provisioned(resource);
            const isRead = base.readUnits <= now.readUnits && now.readUnits <= max.readUnits;
            const isWrite = base.writeUnits <= now.writeUnits && now.writeUnits <= max.writeUnits;
            if (!isRead || !isWrite) outside.push(now);
          }
        };
        steer(each, ALL, { minute });
        expect(outside).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("capacity is back at the baseline a day after the last use, also when the memory is lost", () => {
    const quiet: Stretch = {
      minutes: 1_440,
      write: 0,
      indexWrite: 0,
      read: 0,
      noise: 0,
      event: "none",
    };
    fc.assert(
      fc.property(run, (each) => {
        const last = new Map<string, CapacityUnits>();
        const minute = (table: ScaledTable) => {
          for (const resource of RESOURCES) last.set(resource, table.provisioned(resource));
        };
        steer({ ...each, stretches: [...each.stretches, quiet] }, ALL, { minute });
        expect(last.get(TABLE_RESOURCE)).toEqual(BOUNDED.table.base);
        expect(last.get("byEmail")).toEqual(BOUNDED.indexes.byEmail?.base);
      }),
      { numRuns: 60 },
    );
  });

  it("a constant use is followed once, and capacity then stays as it is", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 800 }),
        fc.integer({ min: 5, max: 400 }),
        fc.constantFrom(...RULES),
        (write, from, rule) => {
          const scaling = { ...BOUNDED, decreaseRule: rule };
          const provisioned = { readUnits: 5, writeUnits: from };
          const table = new ScaledTable(NOON_MS, { [TABLE_RESOURCE]: provisioned }, rule);
          let memory = NOTHING_REMEMBERED;
          let last = from;
          const changes: number[] = [];
          for (let minute = 0; minute < 1_440; minute++) {
            table.pass({ [TABLE_RESOURCE]: { write } });
            const view = table.view();
            for (const request of decideCapacity(scaling, view, memory).requests) {
              expect(table.update(request)).toBeUndefined();
              memory = rememberChange(scaling, view, memory, request);
            }
            const now = table.provisioned(TABLE_RESOURCE).writeUnits;
            if (now !== last) changes.push(now);
            last = now;
          }
          // Up at once, or down once; never there and back.
          expect(changes.length).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("at one moment", () => {
  const minutes = fc.array(
    fc.record<Use>({
      write: fc.double({ min: 0, max: 500, noNaN: true }),
      throttledWrites: fc.integer({ min: 0, max: 10_000 }),
    }),
    { minLength: 1, maxLength: 15 },
  );
  const capacity = fc.integer({ min: 1, max: 1_500 });
  const made = fc.integer({ min: 0, max: 4 });

  const decided = (uses: readonly Use[], write: number, spent: number): number => {
    const view = viewOf(uses, { provisioned: { writeUnits: write } });
    const decreases = {
      dayStartMs: NOON_MS - 12 * 60 * MINUTE_MS,
      madeToday: spent,
      left: 4 - spent,
      countedAtMs: NOON_MS - MINUTE_MS,
    };
    const memory = { resources: { [TABLE_RESOURCE]: { decreases } } };
    const { requests } = decideCapacity(SCALING, view, memory);
    return requests.flatMap(({ changes }) => changes).at(-1)?.to.writeUnits ?? write;
  };

  it("more use in the last minute never gives less capacity", () => {
    const more = fc.double({ min: 0, max: 500, noNaN: true });
    fc.assert(
      fc.property(minutes, capacity, made, more, (uses, write, spent, added) => {
        const last = uses.at(-1) ?? {};
        const higher = [...uses.slice(0, -1), { ...last, write: (last.write ?? 0) + added }];
        expect(decided(higher, write, spent)).toBeGreaterThanOrEqual(decided(uses, write, spent));
      }),
      { numRuns: 500 },
    );
  });

  it("more use in every minute never gives less capacity", () => {
    const factor = fc.double({ min: 1, max: 10, noNaN: true });
    fc.assert(
      fc.property(minutes, capacity, made, factor, (uses, write, spent, times) => {
        const higher = uses.map((use) => ({
          write: (use.write ?? 0) * times,
          throttledWrites: (use.throttledWrites ?? 0) * times,
        }));
        expect(decided(higher, write, spent)).toBeGreaterThanOrEqual(decided(uses, write, spent));
      }),
      { numRuns: 500 },
    );
  });

  it("what is needed is given, whatever decreases are left", () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 699 }), made, (write, spent) => {
        expect(decided(steady(write), 5, spent)).toBe(Math.max(5, Math.ceil(write / 0.7 - 1e-9)));
      }),
    );
  });
});
