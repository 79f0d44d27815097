import { expect, test } from "vitest";
import { spreadDelays } from "../src/index.ts";

test.each([
  { count: 4, window: 900, delays: [0, 225, 450, 675] },
  { count: 3, window: 0, delays: [0, 0, 0] },
  { count: 5, window: 2, delays: [0, 0, 0, 1, 1] },
  { count: 1, window: 900, delays: [0] },
  { count: 0, window: 900, delays: [] },
])("$count messages over $window s wait $delays", ({ count, window, delays }) => {
  expect(spreadDelays(count, window)).toEqual(delays);
});

test.each([
  {
    count: 1,
    window: 901,
    code: "DISTRIBUTION_WINDOW_TOO_LONG",
    says: "at most 900 seconds; came 901",
  },
  {
    count: 1,
    window: Number.POSITIVE_INFINITY,
    code: "DISTRIBUTION_WINDOW_TOO_LONG",
    says: "; came Infinity",
  },
  { count: 1, window: -1, code: "DISTRIBUTION_WINDOW_INVALID", says: "from 0; came -1" },
  { count: 1, window: 1.5, code: "DISTRIBUTION_WINDOW_INVALID", says: "; came 1.5" },
  { count: 1, window: Number.NaN, code: "DISTRIBUTION_WINDOW_INVALID", says: "; came NaN" },
  { count: -1, window: 900, code: "MESSAGE_COUNT_INVALID", says: "; came -1" },
  { count: 0.5, window: 900, code: "MESSAGE_COUNT_INVALID", says: "; came 0.5" },
])("$count messages over $window s are refused: $code", ({ count, window, code, says }) => {
  expect(() => spreadDelays(count, window)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(says) }),
  );
});
