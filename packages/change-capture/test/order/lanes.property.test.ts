import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inBatches, inOrder } from "../../src/order/in-order.ts";
import { Lanes } from "../../src/order/lanes.ts";

/** Pieces of a few lanes, each of which may fail, and in what order they end. */
const works = fc
  .array(fc.record({ lane: fc.constantFrom("a", "b", "c", "d"), fails: fc.boolean() }), {
    maxLength: 30,
  })
  .map((pieces) => pieces.map((piece, place) => ({ ...piece, place })));

/** What has to be done: each lane up to and with its first failure. */
function toBeDone(pieces: readonly { lane: string; fails: boolean; place: number }[]): number[] {
  const blocked = new Set<string>();
  return pieces
    .filter(({ lane, fails }) => {
      if (blocked.has(lane)) return false;
      if (fails) blocked.add(lane);
      return true;
    })
    .map(({ place }) => place);
}

describe("lanes", () => {
  test("start each piece once, one of a lane at a time, in order, none after a failure", () => {
    fc.assert(
      fc.property(works, fc.infiniteStream(fc.nat()), (pieces, choices) => {
        const lanes = new Lanes(pieces.map(({ lane }) => lane));
        const running: number[] = [];
        const started: number[] = [];
        for (;;) {
          const place = lanes.take();
          if (place !== undefined) {
            started.push(place);
            running.push(place);
            const lane = pieces[place]?.lane;
            expect(running.filter((one) => pieces[one]?.lane === lane)).toEqual([place]);
            continue;
          }
          if (running.length === 0) break;
          const [ended] = running.splice(Number(choices.next().value) % running.length, 1);
          if (ended === undefined) throw new Error("expected one that runs");
          if (pieces[ended]?.fails) lanes.failed(ended);
          else lanes.done(ended);
        }
        expect(started.toSorted((a, b) => a - b)).toEqual(toBeDone(pieces));
        for (const lane of "abcd") {
          const ofLane = started.filter((place) => pieces[place]?.lane === lane);
          expect(ofLane).toEqual(ofLane.toSorted((a, b) => a - b));
        }
      }),
    );
  });

  test("are as many as there are keys", () => {
    expect(new Lanes(["a", "b", "a"]).width).toBe(2);
    expect(new Lanes([]).take()).toBeUndefined();
  });
});

test("pieces in order: as many lanes at once as is allowed, and no piece of a lane beside another", async () => {
  await fc.assert(
    fc.asyncProperty(
      works,
      fc.integer({ min: 1, max: 5 }),
      fc.scheduler(),
      async (pieces, most, s) => {
        const running = new Set<string>();
        const started: number[] = [];
        const all = inOrder(
          pieces,
          ({ lane }) => lane,
          most,
          async ({ lane, fails, place }) => {
            expect(running.has(lane)).toBe(false);
            running.add(lane);
            expect(running.size).toBeLessThanOrEqual(most);
            started.push(place);
            await s.schedule(Promise.resolve());
            running.delete(lane);
            return !fails;
          },
        );
        await s.waitFor(all);
        expect(started.toSorted((a, b) => a - b)).toEqual(toBeDone(pieces));
      },
    ),
  );
});

test("pieces in batches: never two of a lane, none after a failure", async () => {
  await fc.assert(
    fc.asyncProperty(works, fc.integer({ min: 1, max: 5 }), async (pieces, size) => {
      const done: number[] = [];
      await inBatches(
        pieces,
        ({ lane }) => lane,
        size,
        async (batch) => {
          expect(batch.length).toBeLessThanOrEqual(size);
          expect(new Set(batch.map(({ lane }) => lane)).size).toBe(batch.length);
          done.push(...batch.map(({ place }) => place));
          return new Set(batch.filter(({ fails }) => fails));
        },
      );
      expect(done.toSorted((a, b) => a - b)).toEqual(toBeDone(pieces));
    }),
  );
});
