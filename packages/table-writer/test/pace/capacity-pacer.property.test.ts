import { Deadline } from "@spillway/pacing";
import { ManualClock } from "@spillway/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assertAddsUp, CapacityPacer, type SourceEntry, writeAll } from "../../src/index.ts";
import { ModelTable } from "../fixtures/model-table.ts";
import { shapeOf } from "../fixtures/shapes.ts";

/** Items for ever, of `bytes` each; every `indexedEvery`th is in the index too. */
function* endless(bytes: number, indexedEvery: number): Generator<SourceEntry> {
  for (let index = 0; ; index += 1) {
    const email = index % indexedEvery === 0 ? { email: `u${index}@example.com` } : {};
    const record = { pk: `k${index}`, ...email, text: "x".repeat(bytes) };
    yield { ok: true, record, position: { line: index + 1, index } };
  }
}

describe("in virtual time, over 60 seconds", () => {
  it("uses up the bottleneck and is hardly ever throttled", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          tableUnits: fc.integer({ min: 60, max: 1_000 }),
          indexUnits: fc.integer({ min: 60, max: 1_000 }),
          bytes: fc.constantFrom(100, 900, 2_500),
          indexedEvery: fc.integer({ min: 1, max: 3 }),
          latencies: fc.array(fc.integer({ min: 4, max: 30 }), { minLength: 1, maxLength: 20 }),
          burstSeconds: fc.constantFrom(1, 30, 300),
        }),
        async (given) => {
          const { tableUnits, indexUnits, bytes, indexedEvery, latencies } = given;
          const clock = new ManualClock();
          const shape = shapeOf(tableUnits, indexUnits);
          const table = new ModelTable({
            clock,
            shape,
            burstSeconds: given.burstSeconds,
            latencyMs: (request) => latencies[request % latencies.length] ?? 0,
          });
          const report = await clock.run(
            writeAll(endless(bytes, indexedEvery), {
              transport: table,
              table: shape,
              clock,
              random: () => 0.5,
              pacer: new CapacityPacer({ table: shape, clock }),
              deadline: Deadline.after(clock, 60_000),
              unread: "leave",
              concurrency: 10,
            }),
          );
          assertAddsUp(report);
          const use = Math.max(
            report.unitsConsumed.table / (tableUnits * 60),
            (report.unitsConsumed.indexes.byEmail ?? 0) / (indexUnits * 60),
          );
          expect(use).toBeGreaterThanOrEqual(0.97);
          expect(table.throttledRequests / table.requests).toBeLessThanOrEqual(0.01);
        },
      ),
      { numRuns: 12 },
    );
  }, 180_000);

  it("slows a hot key alone, whether DynamoDB names it or not", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          hotEvery: fc.integer({ min: 2, max: 4 }),
          latencies: fc.array(fc.integer({ min: 4, max: 30 }), { minLength: 1, maxLength: 20 }),
          on: fc.constantFrom("table", "index"),
        }),
        async ({ hotEvery, latencies, on }) => {
          const units = 2_400;
          const written = async (isSpread: boolean) => {
            const clock = new ManualClock();
            const shape = shapeOf(units, units);
            const withSort = { ...shape.keys, sortKey: { name: "sk", type: "N" } } as const;
            const table = new ModelTable({
              clock,
              shape: { ...shape, keys: withSort },
              latencyMs: (request) => latencies[request % latencies.length] ?? 0,
            });
            const target = { ...shape, keys: withSort };
            const report = await clock.run(
              writeAll(withHotKey(hotEvery, on, isSpread), {
                transport: table,
                table: target,
                clock,
                random: () => 0.5,
                pacer: new CapacityPacer({ table: target, clock }),
                deadline: Deadline.after(clock, 20_000),
                unread: "leave",
                concurrency: 10,
              }),
            );
            assertAddsUp(report);
            const cold = [...table.items.values()].filter(({ attributes }) => "cold" in attributes);
            return { cold: cold.length, throttled: table.throttledRequests / table.requests };
          };
          const [hot, spread] = [await written(false), await written(true)];
          expect(hot.cold).toBeGreaterThanOrEqual(spread.cold * 0.9);
          expect(hot.throttled).toBeLessThanOrEqual(0.03);
        },
      ),
      { numRuns: 4 },
    );
  }, 180_000);
});

/** Of every `hotEvery` records one has the hot key, with three units each; spread, a key of its own. */
function* withHotKey(
  hotEvery: number,
  on: "table" | "index",
  isSpread: boolean,
): Generator<SourceEntry> {
  const text = "x".repeat(2_500);
  for (let index = 0; ; index += 1) {
    const isHot = index % hotEvery === 0;
    const key = isHot && !isSpread ? "hot" : `k${index}`;
    const keys = {
      pk: on === "table" ? key : `k${index}`,
      sk: index,
      email: on === "index" ? key : `u${index}`,
    };
    const record = { ...keys, ...(isHot ? { text } : { cold: true }) };
    yield { ok: true, record, position: { line: index + 1, index } };
  }
}
