import type { SourceRecord } from "@spillway/records";
import { ManualClock } from "@spillway/testkit";
import fc from "fast-check";
import { expect, it } from "vitest";
import { SettledWatermark, writeAll } from "../src/index.ts";
import { FakeTable } from "./fixtures/fake-table.ts";

const TABLE = { name: "T", keys: { partitionKey: { name: "pk", type: "S" } } } as const;

function recordsFrom(keys: readonly number[], first: number): SourceRecord[] {
  return keys.slice(first).map((key, at) => {
    const index = first + at;
    return {
      ok: true,
      record: { pk: `k${key}`, n: index },
      position: { line: index + 1, index },
    };
  });
}

it("a run that is cut off at any point and begun again at the watermark leaves what one run would", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(60), { minLength: 1, maxLength: 500, size: "max" }),
      fc.array(fc.nat(400), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 4 }),
      async (keys, cuts, concurrency) => {
        const items = new Map<string, number>();
        let watermark = new SettledWatermark();
        for (const cut of [...cuts, Number.POSITIVE_INFINITY]) {
          const clock = new ManualClock();
          const abort = new AbortController();
          // Answers in another order than that of the requests, a part of them not processed.
          const table = new FakeTable({
            clock,
            answers: [],
            latencyMs: (request) => ((request * 7) % 5) * 10,
          });
          const run = new SettledWatermark(watermark.next, watermark.counts);
          await clock.run(
            writeAll(recordsFrom(keys, watermark.next), {
              transport: table,
              table: TABLE,
              clock,
              random: () => 0.5,
              concurrency,
              unread: "leave",
              signal: abort.signal,
              onSettled: ({ index }, kind) => run.settle(index, kind),
              onProgress: ({ written }) => {
                if (written >= cut) abort.abort();
              },
            }),
          );
          for (const [key, { attributes }] of table.items) {
            items.set(
              key,
              Number(attributes.n && "N" in attributes.n ? attributes.n.N : Number.NaN),
            );
          }
          watermark = run;
        }
        expect(watermark.next).toBe(keys.length);
        const { written, deduplicated, rejected, failed } = watermark.counts;
        expect(written + deduplicated + rejected + failed).toBe(keys.length);
        expect(items).toEqual(new Map(keys.map((key, index) => [`Sk${key}`, index])));
      },
    ),
    { numRuns: 100 },
  );
});
