import { describe, expect, it } from "vitest";
import { BatchWindow } from "../../../src/event-sources/mappings/batch-window.ts";

const windowOf = (options: { batchSize: number; windowMs: number; maxBytes?: number }) =>
  new BatchWindow<string>({ maxBytes: 1_000, sizeOf: (text) => text.length, ...options });

describe("BatchWindow", () => {
  it("without a window gives what is there at once", () => {
    const window = windowOf({ batchSize: 10, windowMs: 0 });
    expect(window.take(0)).toBeUndefined();
    window.add(5, ["a", "b"]);
    expect(window.take(5)).toEqual(["a", "b"]);
    expect(window.size).toBe(0);
  });

  it("waits for its window, which begins with the first message", () => {
    const window = windowOf({ batchSize: 10, windowMs: 1_000 });
    window.add(100, ["a"]);
    window.add(900, ["b"]);
    expect(window.remainingMs(900)).toBe(200);
    expect(window.take(1_099)).toBeUndefined();
    expect(window.take(1_100)).toEqual(["a", "b"]);
  });

  it("gives a full batch before its window has passed", () => {
    const window = windowOf({ batchSize: 3, windowMs: 1_000 });
    window.add(0, ["a", "b"]);
    expect(window.room).toBe(1);
    expect(window.take(0)).toBeUndefined();
    window.add(1, ["c"]);
    expect(window.room).toBe(0);
    expect(window.take(1)).toEqual(["a", "b", "c"]);
  });

  it("gives what fits by bytes, and the rest begins the next batch", () => {
    const window = windowOf({ batchSize: 10, windowMs: 1_000, maxBytes: 5 });
    window.add(0, ["aaa", "bb", "c"]);
    expect(window.take(0)).toEqual(["aaa", "bb"]);
    expect(window.take(0)).toBeUndefined();
    expect(window.take(1_000)).toEqual(["c"]);
  });

  it("gives a message that alone is too large by itself", () => {
    const window = windowOf({ batchSize: 10, windowMs: 0, maxBytes: 2 });
    window.add(0, ["aaaa", "b"]);
    expect(window.take(0)).toEqual(["aaaa"]);
    expect(window.take(0)).toEqual(["b"]);
  });
});
