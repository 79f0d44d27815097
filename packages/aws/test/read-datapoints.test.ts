import { expect, test } from "vitest";
import { type MetricDataInput, type MetricQuery, readDatapoints } from "../src/index.ts";

const query = (id: string): MetricQuery => ({
  id,
  namespace: "AWS/DynamoDB",
  metric: "ConsumedWriteCapacityUnits",
  dimensions: { TableName: id },
  stat: "Sum",
});
const grid = { startMs: 60_000, periodSeconds: 60, length: 2 };

test("asks for 500 metrics at once, page after page", async () => {
  const inputs: MetricDataInput[] = [];
  const queries = Array.from({ length: 501 }, (_, at) => query(`m${at}`));
  const points = await readDatapoints(
    async (input) => {
      inputs.push(input);
      const isFirst = input.NextToken === undefined && input.MetricDataQueries.length === 500;
      const Timestamps = [new Date(isFirst ? 60_000 : 120_000)];
      const MetricDataResults = input.MetricDataQueries.map(({ Id }) => ({
        ...{ Id, Timestamps, Values: [1] },
      }));
      return { MetricDataResults, NextToken: isFirst ? "more" : undefined };
    },
    queries,
    grid,
  );
  expect(inputs.map((input) => [input.MetricDataQueries.length, input.NextToken])).toEqual([
    [500, undefined],
    [500, "more"],
    [1, undefined],
  ]);
  expect(inputs[0]).toMatchObject({ StartTime: new Date(60_000), EndTime: new Date(180_000) });
  expect(points.get("m0")).toEqual([
    { atMs: 60_000, value: 1 },
    { atMs: 120_000, value: 1 },
  ]);
  expect(points.get("m500")).toEqual([{ atMs: 120_000, value: 1 }]);
});

test("takes seconds for dates, and knows of a metric that has no data", async () => {
  const answer = { MetricDataResults: [{ Id: "a", Timestamps: [60, 120], Values: [5] }] };
  const points = await readDatapoints(async () => answer, [query("a"), query("b")], grid);
  expect([...points]).toEqual([
    ["a", [{ atMs: 60_000, value: 5 }]],
    ["b", []],
  ]);
});
