import { TABLE_RESOURCE } from "@spillway/capacity";
import type { Clock } from "@spillway/pacing";
import { ManualClock } from "@spillway/testkit";
import fc from "fast-check";
import { expect, it } from "vitest";
import { controllerOf } from "../../src/control/capacity-controller.ts";
import type { TableCapacity } from "../../src/control/table-capacity.ts";
import {
  memoryScalingStore,
  type ScalingStore,
  scalingSettings,
  tableScaling,
} from "../../src/index.ts";
import { FakeTableCapacity, FIVE_EACH } from "../fixtures/fake-table-capacity.ts";

const START_MS = Date.parse("2026-03-04T10:00:00Z");
const scaling = tableScaling(scalingSettings({}, { maxWriteCapacity: 1_000 }));

/** What becomes of a process at its so-manieth request: it is killed, or stands still for longer than its lease. */
interface Mishap {
  readonly atCall: number;
  readonly what: "killed before" | "killed after" | "stands still";
}

const STANDS_STILL_MS = 45_000;
const never = new Promise<never>(() => {});

/** The requests of one process: each takes its time, and one of them may be the last. */
function requestsOf(clock: Clock, latencyMs: number, mishap: Mishap | undefined) {
  let calls = 0;
  let isDead = false;
  return async <Result>(request: () => Promise<Result>): Promise<Result> => {
    calls += 1;
    const what = calls === mishap?.atCall ? mishap.what : undefined;
    await clock.sleep(latencyMs);
    if (what === "killed before") isDead = true;
    if (isDead) return never;
    const result = await request();
    if (what === "killed after") isDead = true;
    if (isDead) return never;
    await clock.sleep(what === "stands still" ? STANDS_STILL_MS : latencyMs);
    return result;
  };
}

type Requests = ReturnType<typeof requestsOf>;

function storeThrough(request: Requests, store: ScalingStore): ScalingStore {
  return {
    read: (table) => request(() => store.read(table)),
    acquire: (lease, nowMs) => request(() => store.acquire(lease, nowMs)),
    release: (lease, changed) => request(() => store.release(lease, changed)),
    record: (event) => request(() => store.record(event)),
    history: (table, limit) => store.history(table, limit),
  };
}

function capacityThrough(request: Requests, capacity: TableCapacity): TableCapacity {
  return {
    describe: (table) => request(() => capacity.describe(table)),
    update: (table, asked) => request(() => capacity.update(table, asked)),
  };
}

const mishap: fc.Arbitrary<Mishap> = fc.record({
  atCall: fc.integer({ min: 1, max: 12 }),
  what: fc.constantFrom("killed before" as const, "killed after" as const, "stands still" as const),
});

/**
 * One that was killed has raised the table and its index; one that was throttled after its request, but before that
 * was in force, stands still until another one has the table raised once more.
 */
const THROTTLED_BETWEEN = {
  mishaps: [
    { atCall: 1, what: "stands still" },
    { atCall: 1, what: "killed before" },
    { atCall: 1, what: "killed before" },
    { atCall: 3, what: "killed after" },
  ] satisfies Mishap[],
  callers: 1,
  apartMs: 0,
  latencyMs: 4,
  updatingMs: 10,
  tellsRequested: true,
  needed: { table: 11, index: 6 },
  seed: 0.05,
};

it("raises once for each step, whoever is killed at whatever point, and everyone gets through", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        mishaps: fc.array(fc.option(mishap, { nil: undefined }), { maxLength: 4 }),
        callers: fc.integer({ min: 1, max: 5 }),
        apartMs: fc.integer({ min: 0, max: 10_000 }),
        latencyMs: fc.integer({ min: 0, max: 80 }),
        updatingMs: fc.integer({ min: 0, max: 60_000 }),
        tellsRequested: fc.boolean(),
        needed: fc.record({
          table: fc.integer({ min: 6, max: 90 }),
          index: fc.integer({ min: 0, max: 90 }),
        }),
        seed: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      }),
      async ({
        mishaps,
        callers,
        apartMs,
        latencyMs,
        updatingMs,
        tellsRequested,
        needed,
        seed,
      }) => {
        const clock = new ManualClock(START_MS);
        const table = new FakeTableCapacity(clock, FIVE_EACH, { updatingMs, tellsRequested });
        const shared = memoryScalingStore();
        const need = { [TABLE_RESOURCE]: needed.table, byEmail: needed.index };
        const lacking = () =>
          Object.entries(need)
            .filter(([name, units]) => (table.units[name] ?? 0) < units)
            .map(([resource]) => ({ resource, access: "write" as const }));

        // The first process has no mishap: it must get through. It begins last.
        const processes = [undefined, ...mishaps].map((own, place) => {
          const request = requestsOf(clock, latencyMs, own);
          const controller = controllerOf(capacityThrough(request, table), {
            store: storeThrough(request, shared),
            scaling: () => scaling,
            waitMs: 300_000,
            clock,
            random: () => seed,
          });
          const call = async (caller: number) => {
            await clock.sleep(caller * apartMs + (mishaps.length - place) * 11);
            for (let attempts = 1; ; attempts += 1) {
              const sinceMs = clock.now();
              const throttled = lacking();
              await clock.sleep(latencyMs);
              if (throttled.length === 0) return attempts;
              await controller.raise("users", throttled, sinceMs);
              await clock.sleep(500 * seed);
            }
          };
          return Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)));
        });
        const stillThere = processes.filter((_, place) => {
          const what = mishaps[place - 1]?.what;
          return what === undefined || what === "stands still";
        });
        await clock.run(Promise.all(stillThere));

        for (const [name, units] of Object.entries(need)) {
          const steps: number[] = [];
          for (let to = 5; to < units; to *= 2) steps.push(to * 2);
          const raised = table.accepted.flatMap((update) => update[name] ?? []);
          expect(raised).toEqual(steps);
        }
      },
    ),
    { numRuns: 150, examples: [[THROTTLED_BETWEEN]] },
  );
});
