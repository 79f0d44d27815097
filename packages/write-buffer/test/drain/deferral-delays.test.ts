import { expect, test } from "vitest";
import { deferralDelays } from "../../src/drain/deferral-delays.ts";

test.each([
  { count: 4, rate: 0.5, delays: [1, 3, 5, 7] },
  { count: 3, rate: 1_000, delays: [1, 1, 1] },
  { count: 3, rate: undefined, delays: [1, 11, 21] },
  { count: 2, rate: 0.001, delays: [1, 450] },
  { count: 0, rate: 1, delays: [] },
])("$count messages at $rate units a second wait $delays s", ({ count, rate, delays }) => {
  expect(deferralDelays(count, rate)).toEqual(delays);
});
