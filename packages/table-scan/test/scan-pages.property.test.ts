import { ManualClock } from "@spillway/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isScanDone, type ScanState, scanPages } from "../src/index.ts";
import { ModelTable, modelItems, serviceError, throttle } from "./fixtures/model-table.ts";

const faults = [
  throttle("TableReadProvisionedThroughputExceeded"),
  throttle(),
  serviceError("InternalServerError", 500),
  Object.assign(new Error("reset"), { code: "ECONNRESET" }),
];

test("stopped after any page and gone on with, it gives each item of an unchanged table once", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        count: fc.integer({ min: 0, max: 60 }),
        segments: fc.integer({ min: 1, max: 9 }),
        concurrency: fc.integer({ min: 1, max: 5 }),
        pageItems: fc.integer({ min: 1, max: 12 }),
        isFiltered: fc.boolean(),
        stops: fc.array(fc.integer({ min: 0, max: 10 }), { maxLength: 8 }),
        latencies: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 20 }),
        failing: fc.array(fc.option(fc.constantFrom(...faults)), { minLength: 1, maxLength: 20 }),
      }),
      async ({ count, segments, concurrency, pageItems, isFiltered, stops, ...answers }) => {
        const clock = new ManualClock();
        const items = modelItems(count);
        const table = new ModelTable(items, {
          clock,
          latencyMs: (n) => answers.latencies[n % answers.latencies.length] ?? 0,
          // Never twice in a row, so that nothing is out of attempts.
          fault: (_, n) =>
            (n % 2 === 0 ? answers.failing[n % answers.failing.length] : undefined) ?? undefined,
        });
        const given: unknown[] = [];
        let scanned = 0;
        let from: ScanState | undefined;
        const run = async (most: number) => {
          if (most === 0) return;
          let pages = 0;
          const options = { transport: table, table: "T", clock, random: () => 0.5, segments };
          const filter = isFiltered ? "wanted" : undefined;
          for await (const page of scanPages({
            ...options,
            concurrency,
            pageItems,
            filter,
            from,
          })) {
            given.push(...page.items);
            scanned += page.scanned;
            // As a checkpoint keeps it.
            from = JSON.parse(JSON.stringify(page.state));
            pages += 1;
            if (pages === most) return;
          }
        };
        await clock.run(
          (async () => {
            for (const most of stops) await run(most);
            await run(Number.POSITIVE_INFINITY);
          })(),
        );
        const wanted = items.filter((item) => !isFiltered || "wanted" in item);
        const texts = (all: readonly unknown[]) =>
          all.map((item) => JSON.stringify(item)).toSorted();
        expect(texts(given)).toEqual(texts(wanted));
        expect(scanned).toBe(count);
        expect(from !== undefined && isScanDone(from)).toBe(true);
      },
    ),
    { numRuns: 150 },
  );
});
