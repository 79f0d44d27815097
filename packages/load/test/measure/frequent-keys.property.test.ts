import * as fc from "fast-check";
import { expect, test } from "vitest";
import { FrequentKeys } from "../../src/measure/frequent-keys.ts";
import { keyHash } from "../../src/measure/key-hash.ts";

/** Some keys that come often, at a time of their own, among as many others as there are. */
const streams = fc.record({
  writes: fc.integer({ min: 1, max: 120_000 }),
  others: fc.integer({ min: 1, max: 120_000 }),
  hot: fc.array(
    fc.record({
      share: fc.double({ min: 0.0001, max: 0.2, noNaN: true }),
      from: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { maxLength: 4 },
  ),
  seed: fc.nat(),
});

function* keysOf({
  writes,
  others,
  hot,
  seed,
}: typeof streams extends fc.Arbitrary<infer S> ? S : never) {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  for (let n = 0; n < writes; n += 1) {
    const at = hot.findIndex(({ share, from }) => n / writes >= from && random() < share);
    yield at < 0 ? `other ${Math.floor(random() * others)}` : `hot ${at}`;
  }
}

test("shares are never too low, too high by no more than is said, and no hot key is left out", () => {
  fc.assert(
    fc.property(streams, (stream) => {
      const found = new FrequentKeys();
      const counts = new Map<string, number>();
      for (const key of keysOf(stream)) {
        counts.set(key, (counts.get(key) ?? 0) + 1);
        found.add(keyHash(key), key);
      }
      const hottest = found.hottest();
      for (const { key, share, error } of hottest) {
        const exact = (counts.get(key) ?? 0) / stream.writes;
        expect(share).toBeGreaterThanOrEqual(exact);
        expect(share - error).toBeLessThanOrEqual(exact + Number.EPSILON);
        expect(error).toBeLessThanOrEqual(0.000_13);
      }
      const least = hottest.length < 10 ? 0 : (hottest.at(-1)?.share ?? 0);
      for (const [key, count] of counts) {
        const share = count / stream.writes;
        if (count < 2 || share < 0.001 || share <= least) continue;
        expect(hottest.map((hot) => hot.key)).toContain(key);
      }
      const shares = hottest.map(({ share }) => share);
      expect(shares).toEqual(shares.toSorted((one, other) => other - one));
    }),
    { numRuns: 40 },
  );
});

test("with fewer keys than are counted at once, shares are exact", () => {
  const found = new FrequentKeys();
  for (let n = 0; n < 20_000; n += 1) {
    const key = n % 4 === 0 ? "a" : n % 4 === 1 ? "b".repeat(200) : `other ${n}`;
    found.add(keyHash(key), key);
  }
  expect(found.hottest()).toEqual([
    { key: "a", share: 0.25, error: 0 },
    { key: `${"b".repeat(99)}…`, share: 0.25, error: 0 },
  ]);
});

test("keys that all differ are none of them hot", () => {
  const few = new FrequentKeys();
  for (let n = 0; n < 5; n += 1) few.add(keyHash(`${n}`), `${n}`);
  expect(few.hottest()).toEqual([]);
  const many = new FrequentKeys();
  for (let n = 0; n < 200_000; n += 1) many.add(keyHash(`user ${n}`), `user ${n}`);
  expect(many.hottest()).toEqual([]);
});
