import { expect, test } from "vitest";
import type { Failure } from "../../../src/redrive/stream/failure.ts";
import { smallGroups } from "../../../src/redrive/stream/replay-together.ts";

const failures = (...batchSizes: readonly number[]): readonly Failure[] =>
  batchSizes.map((batchSize) => ({ hasRecords: true, record: { batchSize } }) as Failure);

test.each([
  ["as many as fit into an invocation", [1, 1, 1], 1_000, [3]],
  ["a hundred records at the most", [25, 25, 25, 25, 1], 1_000, [4, 1]],
  ["a second of the rate at the most", [1, 1, 1, 1, 1], 2, [2, 2, 1]],
  ["one by one at a record a second", [1, 1, 1], 1, [1, 1, 1]],
  ["one by one below it", [1, 1], 0.5, [1, 1]],
  ["what is not small alone", [1, 26, 1], 1_000, [1, 1, 1]],
])("go together: %s", (_, batchSizes, rate, groups) => {
  expect(smallGroups(failures(...batchSizes), rate).map(({ length }) => length)).toEqual(groups);
});
