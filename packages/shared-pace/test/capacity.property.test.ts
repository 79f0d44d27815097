import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Sharing,
  type SharingWriter,
  share,
  type WriterHistory,
} from "./fixtures/sharing-writers.ts";

const DURATION_MS = 16_000;

const writerFrom = (least: number): fc.Arbitrary<SharingWriter> =>
  fc
    .record({
      arrivesMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 10_000 })),
      skewMs: fc.integer({ min: 0, max: 1_000 }),
      demand: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.integer({ min: least, max: 200 })),
      batch: fc.integer({ min: 1, max: 25 }),
      latencyMs: fc.integer({ min: 1, max: 200 }),
      leaves: fc.option(
        fc.record({
          atMs: fc.integer({ min: 2_000, max: DURATION_MS }),
          how: fc.constantFrom("dies" as const, "closes" as const),
        }),
        { nil: undefined },
      ),
    })
    .map(({ leaves, ...writer }) => (leaves === undefined ? writer : { ...writer, leaves }));

const sharings: fc.Arbitrary<Sharing> = fc.record({
  writers: fc.array(writerFrom(1), { minLength: 1, maxLength: 12 }),
  capacities: fc
    .tuple(
      fc.integer({ min: 25, max: 2_000 }),
      fc.option(
        fc.record({
          fromMs: fc.integer({ min: 1, max: DURATION_MS }),
          units: fc.integer({ min: 25, max: 2_000 }),
        }),
        { nil: undefined },
      ),
    )
    .map(([units, change]) => [{ fromMs: 0, units }, ...(change ? [change] : [])]),
  durationMs: fc.constant(DURATION_MS),
  random: fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })).map((stream) => {
    return () => stream.next().value ?? 0;
  }),
});

/** Units that the capacity makes from one moment to another. */
function made({ capacities }: Sharing, fromMs: number, toMs: number): number {
  return capacities.reduce((sum, { fromMs: beginMs, units }, at) => {
    const endMs = capacities[at + 1]?.fromMs ?? Number.POSITIVE_INFINITY;
    const ms = Math.max(0, Math.min(toMs, endMs) - Math.max(fromMs, beginMs));
    return sum + (units * ms) / 1_000;
  }, 0);
}

/** One lease each, in units, of those who were alive in a window or gave back shortly before it. */
function leases(
  sharing: Sharing,
  histories: readonly WriterHistory[],
  fromMs: number,
  toMs: number,
): number {
  const capacity = Math.max(...sharing.capacities.map(({ units }) => units));
  return sharing.writers.reduce((sum, { arrivesMs, leaves, batch }, at) => {
    const goneMs = leaves === undefined ? Number.POSITIVE_INFINITY : leaves.atMs;
    const countsUntilMs = leaves?.how === "closes" ? goneMs + 3_000 : goneMs;
    if (arrivesMs >= toMs || countsUntilMs < fromMs) return sum;
    const longestMs = histories[at]?.longestSlotMs ?? 0;
    return sum + Math.max(batch, (capacity * longestMs) / 1_000);
  }, 0);
}

const GRID_MS = 250;

describe("whoever comes, dies, closes, however the capacity changes, with clocks up to a second apart", () => {
  it("grants no more in any window than the capacity makes and one lease each; skew shifts it, once", async () => {
    await fc.assert(
      fc.asyncProperty(sharings, async (sharing) => {
        const { histories } = await share(sharing);
        const skews = sharing.writers.map(({ skewMs }) => skewMs);
        const spreadMs = Math.max(...skews) - Math.min(...skews);
        const grants = histories.flatMap(({ grants }) => grants);
        const until: number[] = [];
        for (let ms = 0; ms <= DURATION_MS; ms += GRID_MS) {
          until.push(grants.reduce((sum, { atMs, units }) => (atMs < ms ? sum + units : sum), 0));
        }
        const capacity = Math.max(...sharing.capacities.map(({ units }) => units));
        for (let from = 0; from < until.length; from += 1) {
          for (let to = from + 1; to < until.length; to += 1) {
            const [fromMs, toMs] = [from * GRID_MS, to * GRID_MS];
            const granted = (until[to] ?? 0) - (until[from] ?? 0);
            const bound =
              made(sharing, fromMs, toMs) +
              (capacity * spreadMs) / 1_000 +
              leases(sharing, histories, fromMs, toMs);
            expect(granted).toBeLessThanOrEqual(bound + 1e-6);
          }
        }
      }),
      { numRuns: 15 },
    );
  }, 120_000);
});
