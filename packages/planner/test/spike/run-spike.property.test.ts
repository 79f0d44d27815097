import { TABLE_RESOURCE } from "@spillway/capacity";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runSpike, type SpikeOptions, type SpikeResult } from "../../src/index.ts";
import { burst, provisionedTable } from "./spike-tables.ts";

const spikes = fc.record({
  strategy: fc.constantFrom("direct", "buffered", "spillover"),
  seed: fc.nat(1_000),
  count: fc.integer({ min: 1, max: 300 }),
  later: fc.option(fc.record({ atSeconds: fc.integer({ min: 1, max: 20 }), count: fc.nat(100) })),
  bytes: fc.integer({ min: 10, max: 3_000 }),
  writeUnits: fc.integer({ min: 1, max: 200 }),
  indexUnits: fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }),
  burstSeconds: fc.integer({ min: 1, max: 30 }),
  maxAttempts: fc.integer({ min: 1, max: 8 }),
});
type Spike = typeof spikes extends fc.Arbitrary<infer T> ? T : never;

function optionsOf(spike: Spike): SpikeOptions {
  const { strategy, count, later, bytes, writeUnits, indexUnits, burstSeconds } = spike;
  return {
    strategy,
    table: provisionedTable(writeUnits, indexUnits),
    bursts: [burst(count, { bytes }), ...(later === null ? [] : [burst(later.count, later)])],
    burstSeconds,
    writer: { maxAttempts: spike.maxAttempts, timeoutSeconds: 60, writeSeconds: 3 },
    queue: { windowSeconds: 20, batchSize: 25, batchingWindowSeconds: 1 },
  };
}

/** The most that units of all seconds up to each exceed what was saved and came since. */
function excess(result: SpikeResult, resource: string, rate: number, burstSeconds: number): number {
  let used = 0;
  const seconds = result.seconds.units[resource] ?? [];
  return Math.max(
    0,
    ...seconds.map((units, second) => {
      used += units;
      return used - rate * (burstSeconds + second + 1);
    }),
  );
}

describe("a spike that is run", () => {
  it("accounts for every record, admits no more than the table has, and is the same for the same seed", async () => {
    await fc.assert(
      fc.asyncProperty(spikes, async (spike) => {
        const { seed, writeUnits, indexUnits, burstSeconds } = spike;
        const result = await runSpike(optionsOf(spike), { seed });
        expect(result.written + result.failed).toBe(result.records);
        expect(result.attempts - result.throttledWrites).toBeGreaterThanOrEqual(result.written);
        // One write may be taken on credit: 3 KB and its keys are 4 units.
        expect(excess(result, TABLE_RESOURCE, writeUnits, burstSeconds)).toBeLessThanOrEqual(4);
        if (indexUnits !== undefined) {
          expect(excess(result, "byCity", indexUnits, burstSeconds)).toBeLessThanOrEqual(1);
        }
        expect(await runSpike(optionsOf(spike), { seed })).toEqual(result);
      }),
      { numRuns: 60 },
    );
  });

  it("throttles nothing where the table takes all of it at once", async () => {
    await fc.assert(
      fc.asyncProperty(spikes, async (spike) => {
        const options = { ...optionsOf(spike), table: provisionedTable(10_000) };
        const result = await runSpike(options, { seed: spike.seed });
        expect(result).toMatchObject({ written: result.records, failed: 0, throttledWrites: 0 });
      }),
      { numRuns: 30 },
    );
  });
});
