import { expect, test } from "vitest";
import { segmentsFor } from "../src/index.ts";

const MB = 1_048_576;

test.each([
  [0, 16],
  [100, 1],
  [MB + 1, 2],
  [10 * MB, 10],
  [1_000 * MB, 16],
  [31 * 1_024 * MB, 16],
  [100 * 1_024 * MB, 50],
  [10_000 * 1_024 * MB, 512],
])("a table of %d bytes is read in %d segments", (bytes, segments) => {
  expect(segmentsFor(bytes)).toBe(segments);
});
