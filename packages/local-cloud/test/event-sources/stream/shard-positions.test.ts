import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ShardPositions,
  shardProgress,
} from "../../../src/event-sources/stream/shard-positions.ts";

describe("the positions of a shard", () => {
  it("go on behind what every lane has done", () => {
    const positions = new ShardPositions(2);
    expect(positions.resumeAt).toBeUndefined();
    for (const [lane, number] of [
      [0, "8"],
      [1, "9"],
      [0, "10"],
      [1, "11"],
    ] as const) {
      expect(positions.read(lane, number)).toBe(true);
    }
    expect(positions.progress()).toEqual({ lanes: [null, "8"], first: "8" });
    positions.done(1, 2);
    expect(positions.progress()).toEqual({ lanes: [null, "11"], first: "8" });
    positions.done(0, 1);
    expect(positions.progress()).toEqual({ lanes: ["9", "11"], first: "8" });
    positions.done(0, 1);
    expect(positions.progress()).toEqual({ lanes: ["11", "11"], first: "8" });
  });

  it("begin again at the first record while nothing is done", () => {
    const positions = new ShardPositions(1, { lanes: [null], first: "8" });
    expect(positions.resumeAt).toEqual({ kind: "at", sequenceNumber: "8" });
  });

  it("take in the least of all lanes when their number has changed", () => {
    const positions = new ShardPositions(3, { lanes: ["9", "11"], first: "8" });
    expect(positions.resumeAt).toEqual({ kind: "after", sequenceNumber: "9" });
    expect(positions.progress()).toEqual({ lanes: ["9", "9", "9"], first: "8" });
  });

  it("pass by what a filter let go, once nothing before it is open", () => {
    const positions = new ShardPositions(1);
    positions.read(0, "1");
    positions.skip("2");
    expect(positions.progress()).toEqual({ lanes: [null], first: "1" });
    positions.done(0, 1);
    expect(positions.progress()).toEqual({ lanes: ["2"], first: "1" });
  });

  it("never lose a record over restarts, whatever was done before", () => {
    const plan = fc.record({
      lanes: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 20 }),
      /** For each start: how many records are read, which lanes then do how many. */
      starts: fc.array(
        fc.record({
          reads: fc.nat(20),
          done: fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.nat(5)), { maxLength: 6 }),
        }),
        { maxLength: 6 },
      ),
    });
    fc.assert(
      fc.property(plan, ({ lanes, starts }) => {
        const stream = lanes.map((lane, index) => ({ lane, number: String(index + 5) }));
        const handled = new Map<string, number>();
        let kept: unknown;
        for (const { reads, done } of [
          ...starts,
          {
            reads: 99,
            done: [
              [0, 99],
              [1, 99],
              [2, 99],
            ] as const,
          },
        ]) {
          const progress = kept === undefined ? undefined : shardProgress.parse(kept);
          const positions = new ShardPositions(3, progress);
          const at = positions.resumeAt;
          const from =
            at === undefined
              ? 0
              : stream.findIndex(({ number }) => number === at.sequenceNumber) +
                (at.kind === "after" ? 1 : 0);
          const open: string[][] = [[], [], []];
          for (const { lane, number } of stream.slice(from, from + reads)) {
            if (positions.read(lane, number)) open[lane]?.push(number);
          }
          for (const [lane, count] of done) {
            const finished = open[lane]?.splice(0, count) ?? [];
            for (const number of finished) handled.set(number, (handled.get(number) ?? 0) + 1);
            positions.done(lane, finished.length);
            kept = JSON.parse(JSON.stringify(positions.progress()));
          }
        }
        // All are handled, and what was kept as done is not handled again.
        expect([...handled.keys()].sort()).toEqual(stream.map(({ number }) => number).sort());
        expect([...handled.values()].every((times) => times === 1)).toBe(true);
      }),
    );
  });
});
