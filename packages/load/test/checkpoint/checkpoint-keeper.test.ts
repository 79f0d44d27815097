import { ManualClock } from "@spillway/testkit";
import { describe, expect, test } from "vitest";
import { CheckpointKeeper } from "../../src/checkpoint/checkpoint-keeper.ts";
import { checkpointAt } from "../checkpoint-in-memory.ts";

describe("the keeper of a checkpoint", () => {
  function kept(everySeconds?: number) {
    const clock = new ManualClock();
    const state = { next: 0, log: [] as string[], fails: false };
    const keeper = new CheckpointKeeper({
      ...{ clock, everySeconds },
      current: () => checkpointAt(state.next),
      flush: async () => {
        state.log.push("flush");
      },
      save: async ({ next }) => {
        if (state.fails) throw new Error("disk full");
        state.log.push(`save ${next}`);
      },
      touch: async () => {
        if (state.fails) throw new Error("taken over");
        state.log.push("touch");
      },
      onFailure: () => {
        state.log.push("failure");
      },
    });
    return { clock, state, keeper };
  }

  test("saves at the start, each second what has moved, and at the end; after the flush", async () => {
    const { clock, state, keeper } = kept();
    await keeper.start();
    expect(state.log.splice(0)).toEqual(["flush", "save 0"]);
    await clock.advance(2_000);
    expect(state.log.splice(0)).toEqual(["touch", "touch"]);
    state.next = 3;
    await clock.advance(999);
    expect(state.log).toEqual([]);
    await clock.advance(1);
    expect(state.log.splice(0)).toEqual(["flush", "save 3"]);
    state.next = 4;
    await keeper.end();
    expect(state.log).toEqual(["flush", "save 4"]);
    expect(clock.sleeping).toBe(0);
    expect(keeper.failure).toBeUndefined();
  });

  test("is as slow as it is told, and stops where a lease can't be renewed", async () => {
    const { clock, state, keeper } = kept(5);
    await keeper.start();
    await clock.advance(10_000);
    expect(state.log.splice(0)).toEqual(["flush", "save 0", "touch", "touch"]);
    state.fails = true;
    await clock.advance(10_000);
    await keeper.end();
    expect(state.log).toEqual(["failure"]);
    expect(keeper.failure?.cause).toMatchObject({ message: "taken over" });
  });

  test("stops when a save fails, and tells it once", async () => {
    const { clock, state, keeper } = kept();
    await keeper.start();
    Object.assign(state, { next: 1, fails: true });
    await clock.advance(1_000);
    Object.assign(state, { next: 2, fails: false });
    await clock.advance(10_000);
    await keeper.end();
    expect(state.log).toEqual(["flush", "save 0", "flush", "failure"]);
    expect(keeper.failure?.cause).toMatchObject({ message: "disk full" });
  });
});
