import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answered, failed, type Invoke, ok, throttled, world } from "./stream-world.ts";

describe("whatever fails, over restarts", () => {
  const outcome = fc.constantFrom<"ok" | "failed" | "throttled" | "part" | "bad answer">(
    "ok",
    "failed",
    "throttled",
    "part",
    "bad answer",
  );

  it("a partition is seen in order, and each record is done or at the destination", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          parallelizationFactor: fc.integer({ min: 1, max: 4 }),
          batchSize: fc.integer({ min: 1, max: 6 }),
          maximumRetries: fc.constantFrom(0, 1, 2, Number.POSITIVE_INFINITY),
          bisects: fc.boolean(),
        }),
        fc.array(
          fc.record({ partition: fc.constantFrom("k", "l", "m", "n"), late: fc.boolean() }),
          {
            minLength: 1,
            maxLength: 25,
          },
        ),
        fc.array(outcome, { maxLength: 30 }),
        fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 3 }),
        async (settings, writes, outcomes, stops) => {
          const { clock, stream, sent, start } = world();
          stream.open("a");
          stream.open("b", "a");
          stream.pageSize = 4;
          const half = Math.floor(writes.length / 2);
          const all: string[] = [];
          for (const [index, { partition }] of writes.entries()) {
            all.push(stream.write(index < half ? "a" : "b", partition));
          }
          stream.close("a");
          const done = new Set<string>();
          const highest = new Map<string, number>();
          const order: boolean[] = [];
          const left = [...outcomes];
          const invoke: Invoke = async (numbers, records) => {
            for (const { dynamodb } of records) {
              const partition = dynamodb.Keys.id.S;
              const number = Number(dynamodb.SequenceNumber);
              const before = highest.get(partition) ?? 0;
              // New ones come in order, and none is passed by that is neither done nor given up.
              if (number > before) {
                const passedBy = all.filter(
                  (one, index) =>
                    writes[index]?.partition === partition &&
                    Number(one) > before &&
                    Number(one) < number,
                );
                order.push(passedBy.every((one) => done.has(one) || sent.includes(one)));
                highest.set(partition, number);
              }
            }
            const told = left.shift() ?? "ok";
            if (told === "failed") return failed;
            if (told === "throttled") return throttled;
            if (told === "bad answer") return answered("what");
            if (told === "part") {
              const from = Math.floor(numbers.length / 2);
              for (const number of numbers.slice(0, from)) done.add(number);
              return answered({ batchItemFailures: [{ itemIdentifier: numbers[from] }] });
            }
            for (const number of numbers) done.add(number);
            return ok;
          };
          const changes = { ...settings, reportsItemFailures: true, onFailure: "arn" };
          for (const ms of stops) {
            const source = start(changes, invoke);
            await clock.advance(ms);
            await source.stop();
          }
          const last = start(changes, invoke);
          await clock.advance(3_600_000);
          expect(last.snapshot()).toMatchObject({ batchesInFlight: 0, recordsWaiting: 0 });
          await last.stop();
          expect(order.every(Boolean)).toBe(true);
          expect(all.filter((number) => !done.has(number) && !sent.includes(number))).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
