import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_SHARDS, shardedKey, shardKeys, shardOf } from "../src/index.ts";

describe("shardOf", () => {
  // Written items are found by these: they may never change.
  it.each([
    ["", 10, 0],
    ["123456789", 1_000, 0xcbf43926 % 1_000],
    ["order-1", 10, 9],
    ["order-2", 10, 3],
    ["é 💧", 10, 5],
    ["anything", 1, 0],
  ])("of %j in %d is %d", (text, shards, shard) => {
    expect(shardOf(text, shards)).toBe(shard);
  });

  const ids: readonly [string, (n: number) => string][] = [
    ["numbers in sequence", (n) => String(n)],
    ["padded numbers", (n) => `ORDER#${String(n).padStart(12, "0")}`],
    ["seconds of a day", (n) => new Date(1_700_000_000_000 + n * 1_000).toISOString()],
    ["ids given twice", (n) => `${n}:${n}`],
  ];

  it.each(ids)("spreads %s evenly", (_, id) => {
    const keys = Array.from({ length: 20_000 }, (_, n) => id(n));
    for (const shards of [2, 3, 8, 10, 16, 50]) {
      const counts = new Array<number>(shards).fill(0);
      for (const key of keys) {
        const shard = shardOf(key, shards);
        counts[shard] = (counts[shard] ?? 0) + 1;
      }
      const even = keys.length / shards;
      expect(Math.max(...counts) / even, `${shards} shards`).toBeLessThan(1.2);
      expect(Math.min(...counts) / even, `${shards} shards`).toBeGreaterThan(0.8);
    }
  });
});

describe("a sharded key", () => {
  it("has a number of fixed width", () => {
    expect(shardedKey("2026-05-01", 3)).toBe("2026-05-01#003");
    expect(shardKeys("a", 3)).toEqual(["a#000", "a#001", "a#002"]);
    expect(shardKeys("a", MAX_SHARDS).at(-1)).toBe("a#999");
  });

  it("is among the keys that a reader asks for, also with more shards", () => {
    const shardCounts = fc.integer({ min: 1, max: MAX_SHARDS });
    fc.assert(
      fc.property(fc.string(), fc.string(), shardCounts, shardCounts, (key, id, one, other) => {
        const [fewer, more] = [Math.min(one, other), Math.max(one, other)];
        expect(shardKeys(key, more)).toContain(shardedKey(key, shardOf(id, fewer)));
      }),
    );
  });

  it("sorts by its number", () => {
    const keys = shardKeys("a", MAX_SHARDS);
    expect([...keys].sort()).toEqual(keys);
    expect(new Set(keys).size).toBe(MAX_SHARDS);
  });

  it.each([0, -1, 1.5, Number.NaN, 1_001])("can't have %d shards", (shards) => {
    const refusal = expect.objectContaining({ code: "SHARDS_INVALID", details: { shards } });
    expect(() => shardOf("a", shards)).toThrow(refusal);
    expect(() => shardKeys("a", shards)).toThrow(refusal);
  });

  it.each([-1, 0.5, Number.NaN, 1_000])("has no shard %d", (shard) => {
    expect(() => shardedKey("a", shard)).toThrow(
      expect.objectContaining({ code: "SHARDS_INVALID", details: { shard } }),
    );
  });
});
