import { Deadline } from "@spillway/pacing";
import { ManualClock } from "@spillway/testkit";
import fc from "fast-check";
import { expect, it } from "vitest";
import { assertAddsUp, CapacityPacer, type SourceEntry, writeAll } from "../../src/index.ts";
import { ModelTable } from "../fixtures/model-table.ts";
import { shapeOf } from "../fixtures/shapes.ts";

/** Items of one unit for ever; every `indexedEvery`th is in the index too. */
function* endless(indexedEvery: number): Generator<SourceEntry> {
  for (let index = 0; ; index += 1) {
    const email = index % indexedEvery === 0 ? { email: `u${index}@example.com` } : {};
    yield { ok: true, record: { pk: `k${index}`, ...email }, position: { line: index + 1, index } };
  }
}

it("uses up a table or an index that gives less than a batch a second and has saved nothing", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        tableUnits: fc.integer({ min: 2, max: 60 }),
        indexUnits: fc.integer({ min: 2, max: 60 }),
        indexedEvery: fc.integer({ min: 1, max: 3 }),
        latencies: fc.array(fc.integer({ min: 4, max: 150 }), { minLength: 1, maxLength: 20 }),
      }),
      async ({ tableUnits, indexUnits, indexedEvery, latencies }) => {
        const clock = new ManualClock();
        const shape = shapeOf(tableUnits, indexUnits);
        const table = new ModelTable({
          clock,
          shape,
          // One second's worth, and no more: what DynamoDB saves beyond it is best effort.
          burstSeconds: 1,
          latencyMs: (request) => latencies[request % latencies.length] ?? 0,
        });
        const seconds = 120;
        const report = await clock.run(
          writeAll(endless(indexedEvery), {
            transport: table,
            table: shape,
            clock,
            random: () => 0.5,
            pacer: new CapacityPacer({ table: shape, clock }),
            deadline: Deadline.after(clock, seconds * 1_000),
            unread: "leave",
          }),
        );
        assertAddsUp(report);
        const use = Math.max(
          report.unitsConsumed.table / (tableUnits * seconds),
          (report.unitsConsumed.indexes.byEmail ?? 0) / (indexUnits * seconds),
        );
        expect(use).toBeGreaterThanOrEqual(0.97);
        expect(table.throttledRequests / table.requests).toBeLessThanOrEqual(0.01);
      },
    ),
    { numRuns: 30 },
  );
}, 180_000);
