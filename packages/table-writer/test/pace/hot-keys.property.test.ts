import { Deadline } from "@spillway/pacing";
import { ManualClock } from "@spillway/testkit";
import fc from "fast-check";
import { expect, it } from "vitest";
import { assertAddsUp, CapacityPacer, type SourceEntry, writeAll } from "../../src/index.ts";
import { ModelTable } from "../fixtures/model-table.ts";
import { shapeOf } from "../fixtures/shapes.ts";

const runs = fc.record({
  /** Puts and deletes over few partition keys, each with few sort keys: hot ones, written again and again. */
  entries: fc.array(
    fc.record({
      pk: fc.constantFrom("hot", "hot", "hot", "a", "b", "c"),
      sk: fc.nat(80),
      isDelete: fc.boolean(),
      units: fc.integer({ min: 1, max: 4 }),
    }),
    { maxLength: 800, size: "max" },
  ),
  tableUnits: fc.integer({ min: 100, max: 2_000 }),
  partitionUnits: fc.integer({ min: 20, max: 200 }),
  burstSeconds: fc.constantFrom(1, 300),
  latencies: fc.array(fc.nat(60), { minLength: 1, maxLength: 10 }),
  deadlineMs: fc.option(fc.integer({ min: 100, max: 5_000 }), { freq: 4 }),
});

it("loses nothing and keeps the order of keys while keys are hot", async () => {
  await fc.assert(
    fc.asyncProperty(runs, async (run) => {
      const clock = new ManualClock();
      const keys = {
        partitionKey: { name: "pk", type: "S" },
        sortKey: { name: "sk", type: "N" },
      } as const;
      const shape = { ...shapeOf(run.tableUnits, run.tableUnits), keys };
      const table = new ModelTable({
        clock,
        shape,
        partitionUnits: run.partitionUnits,
        burstSeconds: run.burstSeconds,
        latencyMs: (request) => run.latencies[request % run.latencies.length] ?? 0,
      });
      const source: SourceEntry[] = run.entries.map(({ pk, sk, isDelete, units }, index) => {
        const at = { ok: true, position: { line: index + 1, index } } as const;
        const record = { pk, sk, n: index, text: "x".repeat(units * 1_024 - 100) };
        return isDelete ? { ...at, delete: record } : { ...at, record };
      });
      const told = new Set<number>();
      const report = await clock.run(
        writeAll(source, {
          transport: table,
          table: shape,
          clock,
          random: () => 0.5,
          maxAttempts: 30,
          pacer: new CapacityPacer({ table: shape, clock }),
          onOutcome: ({ position }) => void told.add(position.index),
          ...(run.deadlineMs === null ? {} : { deadline: Deadline.after(clock, run.deadlineMs) }),
        }),
      );
      assertAddsUp(report);
      expect(report.read).toBe(run.entries.length);
      expect(clock.sleeping).toBe(0);
      if (run.deadlineMs === null) expect(report.stopped).toBeUndefined();
      const found = new Map(
        [...table.items.values()].map(({ attributes: { pk, sk, n } }) => [
          JSON.stringify([pk, sk]),
          n,
        ]),
      );
      const last = new Map(run.entries.map((entry, index) => [`${entry.pk} ${entry.sk}`, index]));
      for (const index of last.values()) {
        const entry = run.entries[index];
        if (entry === undefined || told.has(index)) continue;
        const key = JSON.stringify([{ S: entry.pk }, { N: String(entry.sk) }]);
        expect(found.get(key)).toEqual(entry.isDelete ? undefined : { N: String(index) });
      }
    }),
    { numRuns: 60 },
  );
}, 180_000);
