import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leaseMs } from "../src/lease/lease-terms.ts";
import { type SharingWriter, share } from "./fixtures/sharing-writers.ts";

const SECOND_MS = 1_000;

/** The same numbers each time, for runs that are too large to be drawn. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const keen: Omit<SharingWriter, "arrivesMs" | "skewMs"> = {
  demand: Number.POSITIVE_INFINITY,
  batch: 25,
  latencyMs: 10,
};

describe("turns", () => {
  it("come to every writer that lives within a few leases, and no time goes unsold while one is keen", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            arrivesMs: fc.integer({ min: 0, max: 3_000 }),
            skewMs: fc.integer({ min: 0, max: 1_000 }),
            latencyMs: fc.integer({ min: 1, max: 100 }),
            dies: fc.boolean(),
          }),
          { minLength: 1, maxLength: 12 },
        ),
        fc.integer({ min: 100, max: 2_000 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        async (drawn, units, seed) => {
          const durationMs = 20_000;
          const writers = drawn.map(({ dies, ...writer }, at): SharingWriter => {
            // The first one stays, so that there is always one.
            const leaves = { atMs: 8_000 + at * 50, how: "dies" as const };
            return { ...keen, ...writer, ...(dies && at > 0 && { leaves }) };
          });
          const capacities = [{ fromMs: 0, units }];
          const { histories } = await share({
            writers,
            capacities,
            durationMs,
            random: seeded(seed),
          });
          const lease = leaseMs(writers.length);
          let granted = 0;
          // Who dies leaves the slot that runs and the next one unused.
          let lostMs = 0;
          for (const [at, { grants, longestSlotMs }] of histories.entries()) {
            const { arrivesMs = 0, leaves } = writers[at] ?? {};
            if (leaves !== undefined) lostMs += 2 * longestSlotMs;
            const endMs = leaves?.atMs ?? durationMs;
            const times = [arrivesMs, ...grants.map(({ atMs }) => atMs), endMs];
            const waits = times.slice(1).map((ms, next) => ms - (times[next] ?? 0));
            // Whom others forestall draws when it comes again: about one run in 300 has a wait of above 5 leases.
            expect(Math.max(...waits)).toBeLessThanOrEqual(10 * lease + SECOND_MS);
            granted += grants.reduce((sum, one) => (one.atMs >= 4_000 ? sum + one.units : sum), 0);
          }
          expect(granted).toBeGreaterThanOrEqual(0.9 * units * (16 - lostMs / 1_000));
        },
      ),
      // A smaller example of a wait tells nothing, and looking for it takes minutes.
      { numRuns: 10, endOnFailure: true },
    );
  }, 60_000);

  it("come as ever where one clock is an hour fast, and when its owner is gone", async () => {
    const writers: SharingWriter[] = [
      { ...keen, arrivesMs: 0, skewMs: 0 },
      { ...keen, arrivesMs: 0, skewMs: 30_000 },
      {
        ...keen,
        arrivesMs: 4_000,
        skewMs: 3_600_000,
        leaves: { atMs: 10_000, how: "dies" },
      },
    ];
    const capacities = [{ fromMs: 0, units: 500 }];
    const durationMs = 20_000;
    const { histories } = await share({ writers, capacities, durationMs, random: seeded(1) });
    for (const [at, { grants }] of histories.entries()) {
      const { arrivesMs = 0, leaves } = writers[at] ?? {};
      const times = [arrivesMs, ...grants.map(({ atMs }) => atMs), leaves?.atMs ?? durationMs];
      const waits = times.slice(1).map((ms, next) => ms - (times[next] ?? 0));
      expect(Math.max(...waits)).toBeLessThanOrEqual(5_000);
    }
    const granted = histories.flatMap(({ grants }) => grants.map(({ units }) => units));
    const units = granted.reduce((sum, one) => sum + one, 0);
    expect(units).toBeGreaterThanOrEqual(0.85 * 500 * 20);
    // What was sold ahead comes due once, by however much the clock is fast.
    expect(units).toBeLessThanOrEqual(500 * 20 + 3 * 500);
  });

  it("of 1,000 writers take at most 200 writes a second of the item, which stays as small as for one", async () => {
    const random = seeded(1);
    const writers = Array.from({ length: 1_000 }, (_, at): SharingWriter => {
      // Half of them want all, the others less than their share.
      const demand = at % 2 === 0 ? Number.POSITIVE_INFINITY : 20;
      return { ...keen, demand, arrivesMs: random() * 5_000, skewMs: random() * 1_000 };
    });
    const { pace, startMs } = await share({
      writers,
      capacities: [{ fromMs: 0, units: 40_000 }],
      durationMs: 40_000,
      random,
    });
    expect(pace.writesPerSecond(startMs + 15_000, startMs + 40_000)).toBeLessThanOrEqual(200);
    expect(Object.keys(pace.item ?? {}).length).toBeLessThanOrEqual(6);
    expect(Object.keys(pace.item?.soldUntil ?? {})).toEqual([""]);
  }, 120_000);
});
