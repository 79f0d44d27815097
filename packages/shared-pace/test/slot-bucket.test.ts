import { expect, it } from "vitest";
import { SlotBucket } from "../src/lease/slot-bucket.ts";

it("fills in its own time alone", () => {
  const bucket = new SlotBucket(100, 0);
  bucket.add(0, { beginMs: 1_000, endMs: 2_000 });
  expect(bucket.delayUntil(0, 50)).toBe(1_500);
  expect(bucket.delayUntil(0, 101)).toBe(Number.POSITIVE_INFINITY);
  expect(bucket.available(1_500)).toBeCloseTo(50);
  expect(bucket.available(5_000)).toBeCloseTo(100);
});

it("has what passed of a slot before it came", () => {
  const bucket = new SlotBucket(100, 0);
  bucket.add(400, { beginMs: 0, endMs: 1_000 });
  expect(bucket.available(400)).toBeCloseTo(40);
  expect(bucket.available(2_000)).toBeCloseTo(100);
});

it("saves at most one lease, and nothing for longer than the longest", () => {
  const bucket = new SlotBucket(100, 0);
  for (let slot = 0; slot < 5; slot += 1) {
    bucket.add(slot * 1_000, { beginMs: slot * 1_000, endMs: slot * 1_000 + 200 });
  }
  expect(bucket.available(4_500)).toBeCloseTo(20);
  expect(bucket.available(20_000)).toBe(0);
});

it("lets the time go that lies ahead", () => {
  const bucket = new SlotBucket(100, 0);
  bucket.add(0, { beginMs: 0, endMs: 1_000 });
  expect(bucket.letGo(250)).toBe(750);
  expect(bucket.available(1_000)).toBeCloseTo(25);
});
