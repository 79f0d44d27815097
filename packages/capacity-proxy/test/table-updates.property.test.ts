import { ManualClock } from "@spillway/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TableUpdates } from "../src/updates/table-updates.ts";

const DAY_MS = 86_400_000;
const units = (count: number) => ({ readUnits: 5, writeUnits: count });
const descriptionOf = (WriteCapacityUnits: number) => ({
  TableStatus: "ACTIVE",
  CreationDateTime: 1,
  ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits },
});

describe("a table's decreases", () => {
  it("are 4 within any hour and 27 a UTC day at most, and what is told is what was made", async () => {
    const steps = fc.array(
      fc.record({ minutes: fc.integer({ min: 0, max: 90 }), to: fc.integer({ min: 1, max: 9 }) }),
      { minLength: 20, maxLength: 120 },
    );
    await fc.assert(
      fc.asyncProperty(steps, fc.boolean(), async (made, isDone) => {
        const clock = new ManualClock(Date.UTC(2026, 10, 24, 20));
        const rule = "four and one an hour";
        const store = new Map<string, string>();
        const updates = new TableUpdates({ clock, updatingMs: 60_000, rule, store });
        const times: number[] = [];
        let current = 5;
        for (const { minutes, to } of made) {
          await clock.advance(minutes * 60_000);
          if (updates.isUpdating("t") || to === current) continue;
          const changes = [{ resource: "", from: units(current), to: units(to) }];
          const description = descriptionOf(current);
          if (updates.refusalOf("t", description, changes) !== undefined) {
            expect(to).toBeLessThan(current);
            continue;
          }
          updates.begin("t", description, changes)(isDone);
          if (!isDone) continue;
          if (to < current) times.push(clock.now());
          current = to;
        }
        await clock.advance(60_000);
        const nowMs = clock.now();
        const days = new Map<number, number>();
        for (const time of times) {
          const day = Math.floor(time / DAY_MS);
          days.set(day, (days.get(day) ?? 0) + 1);
        }
        expect(Math.max(0, ...days.values())).toBeLessThanOrEqual(27);
        for (const time of times) {
          const day = Math.floor(time / DAY_MS);
          const hour = times.filter(
            (other) =>
              Math.floor(other / DAY_MS) === day && other >= time && other < time + 3_600_000,
          );
          // Four that were saved, and one that came back within the hour.
          expect(hour.length).toBeLessThanOrEqual(5);
        }
        expect(updates.inForce("t", descriptionOf(current))).toMatchObject({
          TableStatus: "ACTIVE",
          ProvisionedThroughput: {
            WriteCapacityUnits: current,
            NumberOfDecreasesToday: days.get(Math.floor(nowMs / DAY_MS)) ?? 0,
          },
        });
      }),
      { numRuns: 60 },
    );
  });
});
