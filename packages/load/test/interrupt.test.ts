import { describe, expect, test } from "vitest";
import { Interrupt, untilInterrupted } from "../src/run/interrupt.ts";

async function taken(source: AsyncIterable<readonly number[]>): Promise<number[]> {
  const all: number[] = [];
  for await (const block of source) all.push(...block);
  return all;
}

test("the first request is soft, the second ends at once, and each is told once", () => {
  const interrupt = new Interrupt();
  const calls: string[] = [];
  interrupt.whenRequested(() => calls.push("before"));
  expect(interrupt.requested).toBe(false);
  interrupt.request();
  interrupt.whenRequested(() => calls.push("after"));
  expect([interrupt.requested, interrupt.signal.aborted]).toEqual([true, false]);
  interrupt.request();
  expect(interrupt.signal.aborted).toBe(true);
  expect(calls).toEqual(["before", "after"]);
});

test.each([
  ["request", [true, false, false]],
  ["drain", [true, true, false]],
  ["abort", [true, true, true]],
] as const)("%s does what those before it do, too", (how, expected) => {
  const interrupt = new Interrupt();
  const state = () => {
    const { requested, drainSignal, signal } = interrupt;
    return [requested, drainSignal.aborted, signal.aborted];
  };
  interrupt[how]();
  expect(state()).toEqual(expected);
  interrupt.abort();
  expect(state()).toEqual([true, true, true]);
});

describe("a source until it is interrupted", () => {
  test("is all of it, in order, where nobody does", async () => {
    const blocks = [[], [1, 2], Array.from({ length: 1_000 }, (_, n) => n)];
    async function* source() {
      yield* blocks;
    }
    expect(await taken(untilInterrupted(source(), new Interrupt()))).toEqual(blocks.flat());
  });

  test("ends in the middle of a block, and closes the source", async () => {
    const interrupt = new Interrupt();
    let closed = false;
    async function* source() {
      try {
        yield Array.from({ length: 100_000 }, (_, n) => n);
      } finally {
        closed = true;
      }
    }
    let count = 0;
    for await (const block of untilInterrupted(source(), interrupt)) {
      count += block.length;
      interrupt.request();
    }
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(1_000);
    expect(closed).toBe(true);
  });

  test("ends while it hangs in a pull, and what comes of that harms nobody", async () => {
    const interrupt = new Interrupt();
    let fail: (cause: Error) => void = () => {};
    async function* source() {
      yield [1];
      await new Promise((_, reject) => {
        fail = reject;
      });
    }
    const all: number[] = [];
    for await (const block of untilInterrupted(source(), interrupt)) {
      all.push(...block);
      // After the next pull has begun.
      setImmediate(() => interrupt.request());
    }
    expect(all).toEqual([1]);
    fail(new Error("broken pipe"));
  });

  test("gives nothing when it was interrupted before", async () => {
    const interrupt = new Interrupt();
    interrupt.request();
    async function* source() {
      yield [1];
    }
    expect(await taken(untilInterrupted(source(), interrupt))).toEqual([]);
  });

  test("fails as the source does", async () => {
    async function* source() {
      yield [1];
      throw new Error("broken");
    }
    await expect(taken(untilInterrupted(source(), new Interrupt()))).rejects.toThrow("broken");
  });
});
