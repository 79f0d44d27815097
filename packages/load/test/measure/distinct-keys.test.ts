import { expect, test } from "vitest";
import { DistinctKeys } from "../../src/measure/distinct-keys.ts";
import { keyHash } from "../../src/measure/key-hash.ts";

test.each([0, 1, 1_000, 16_384])(
  "%i keys are counted exactly, however often each comes",
  (keys) => {
    const distinct = new DistinctKeys();
    for (let n = 0; n < 3 * keys; n += 1) distinct.add(keyHash(`key ${n % keys}`));
    expect(distinct.count()).toEqual({ distinct: keys, error: 0 });
  },
);

test.each([40_000, 1_000_000])("%i keys are estimated, within four standard errors", (keys) => {
  const distinct = new DistinctKeys();
  for (let n = 0; n < keys; n += 1) {
    distinct.add(keyHash(`user#${n}`));
    distinct.add(keyHash(`user#${n >> 1}`));
  }
  const { distinct: estimate, error } = distinct.count();
  expect(error).toBeGreaterThan(0);
  expect(error).toBeLessThan(0.008);
  expect(Math.abs(estimate / keys - 1)).toBeLessThan(4 * error);
});

test("an estimate is never above the number of keys that were added", () => {
  for (let seed = 0; seed < 8; seed += 1) {
    const distinct = new DistinctKeys();
    for (let n = 0; n < 40_000; n += 1) distinct.add(keyHash(`${seed}#${n}`));
    expect(distinct.count().distinct).toBeLessThanOrEqual(40_000);
  }
});

test("a key of two attributes is another one than the two the other way round", () => {
  const pair = (one: string, other: string) => keyHash(other, keyHash(one));
  const pairs = [pair("a", "b"), pair("b", "a"), pair("ab", ""), pair("", "ab"), keyHash("ab")];
  expect(new Set(pairs).size).toBe(pairs.length);
});
