import { type MetricDataQuery, type MetricQuery, metricDataQuery } from "./metric-query.ts";
import type { Datapoint, TimeGrid } from "./time-grid.ts";

/** What GetMetricData is asked; the SDK's `GetMetricDataCommandInput` takes it. */
export interface MetricDataInput {
  MetricDataQueries: MetricDataQuery[];
  StartTime: Date;
  EndTime: Date;
  ScanBy: "TimestampAscending";
  NextToken?: string;
}

/** What GetMetricData answers; the SDK's `GetMetricDataCommandOutput` is one. */
export interface MetricDataOutput {
  readonly MetricDataResults?:
    | readonly {
        readonly Id?: string | undefined;
        /** Dates, or seconds since 1970, as the JSON protocol has them. */
        readonly Timestamps?: readonly (Date | number)[] | undefined;
        readonly Values?: readonly number[] | undefined;
      }[]
    | undefined;
  readonly NextToken?: string | undefined;
}

/** One request to GetMetricData. */
export type GetMetricData = (input: MetricDataInput) => Promise<MetricDataOutput>;

/** Metrics of one request at most. */
const QUERIES_AT_ONCE = 500;

/**
 * Datapoints of several metrics, by query id: as many requests as there are pages, and one more for
 * each 500 metrics.
 *
 * @param getMetricData one request: an SDK client, or whatever speaks CloudWatch's protocol
 * @param grid the periods to read; an id that nothing was put for has no datapoints
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 * @example
 * const points = await readDatapoints(
 *   (input) => cloudwatch.send(new GetMetricDataCommand(input)),
 *   queries,
 *   gridOver(fromMs, toMs, 60),
 * );
 */
export async function readDatapoints(
  getMetricData: GetMetricData,
  queries: readonly MetricQuery[],
  grid: TimeGrid,
): Promise<Map<string, Datapoint[]>> {
  const points = new Map<string, Datapoint[]>(queries.map(({ id }) => [id, []]));
  for (let at = 0; at < queries.length; at += QUERIES_AT_ONCE) {
    const asked = queries.slice(at, at + QUERIES_AT_ONCE);
    let nextToken: string | undefined;
    do {
      const answer = await getMetricData({
        MetricDataQueries: asked.map((query) => metricDataQuery(query, grid.periodSeconds)),
        StartTime: new Date(grid.startMs),
        EndTime: new Date(grid.startMs + grid.length * grid.periodSeconds * 1_000),
        ScanBy: "TimestampAscending",
        ...(nextToken === undefined ? {} : { NextToken: nextToken }),
      });
      for (const result of answer.MetricDataResults ?? []) {
        const series = points.get(result.Id ?? "");
        for (const [index, time] of (result.Timestamps ?? []).entries()) {
          const value = result.Values?.[index];
          if (value !== undefined) series?.push({ atMs: milliseconds(time), value });
        }
      }
      nextToken = answer.NextToken;
    } while (nextToken !== undefined);
  }
  return points;
}

function milliseconds(time: Date | number): number {
  return typeof time === "number" ? time * 1_000 : time.getTime();
}
