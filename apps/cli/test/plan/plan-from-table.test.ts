import { readFile } from "node:fs/promises";
import { afterEach, describe, expect, it } from "vitest";
import { type FakeAws, startFakeAws } from "../fake-aws.ts";
import { runHere } from "../run-here.ts";
import { planFolder } from "./plan-folder.ts";

const folder = planFolder();
const MINUTE_MS = 60_000;

interface Query {
  readonly Id: string;
  readonly MetricStat: {
    readonly Period: number;
    readonly Metric: {
      readonly MetricName: string;
      readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
    };
  };
}

/** What CloudWatch knows of a minute: the table's units, half of them of the index, and some throttles. */
function consumedBy({ MetricStat: { Metric } }: Query): number {
  const isIndex = Metric.Dimensions.some(({ Name }) => Name === "GlobalSecondaryIndexName");
  if (Metric.MetricName === "ConsumedWriteCapacityUnits") return isIndex ? 300 : 600;
  if (Metric.MetricName === "ConsumedReadCapacityUnits") return isIndex ? 0 : 120;
  return Metric.MetricName === "WriteThrottleEvents" && !isIndex ? 2 : 0;
}

/** A table with one index, on provisioned capacity, whose minutes come in pages of an hour. */
async function awsWithHistory(createdMs: number): Promise<FakeAws> {
  const key = (name: string) => [{ AttributeName: name, KeyType: "HASH" }];
  const capacity = { WriteCapacityUnits: 20, ReadCapacityUnits: 5 };
  return await startFakeAws({
    DescribeTable: () => ({
      body: {
        Table: {
          ...{ TableName: "users", TableStatus: "ACTIVE", CreationDateTime: createdMs / 1_000 },
          KeySchema: key("pk"),
          AttributeDefinitions: ["pk", "email"].map((AttributeName) => ({
            ...{ AttributeName, AttributeType: "S" },
          })),
          ProvisionedThroughput: capacity,
          GlobalSecondaryIndexes: [
            {
              IndexName: "byEmail",
              KeySchema: key("email"),
              Projection: { ProjectionType: "ALL" },
              ProvisionedThroughput: capacity,
            },
          ],
        },
      },
    }),
    GetMetricData: (input) => {
      const [startMs, endMs] = [Number(input.StartTime) * 1_000, Number(input.EndTime) * 1_000];
      const fromMs = startMs + Number(input.NextToken ?? 0) * 60 * MINUTE_MS;
      const untilMs = Math.min(endMs, fromMs + 60 * MINUTE_MS);
      const times: number[] = [];
      for (let ms = fromMs; ms < untilMs; ms += MINUTE_MS) times.push(ms / 1_000);
      return {
        body: {
          MetricDataResults: (input.MetricDataQueries as readonly Query[]).map((query) => ({
            Id: query.Id,
            Timestamps: times,
            Values: times.map(() => consumedBy(query)),
          })),
          ...(untilMs < endMs ? { NextToken: String(Number(input.NextToken ?? 0) + 1) } : {}),
        },
      };
    },
  });
}

describe("a table's history", () => {
  let aws: FakeAws | undefined;
  afterEach(() => aws?.close());

  it("is read by the minute from all pages, kept, and planned with", async () => {
    aws = await awsWithHistory(0);
    const file = folder.path("users.pattern.csv");
    const args = ["--from-table", "users", "--days", "1", "--save-pattern", file, "--json"];
    const { code, stdout } = await runHere(["plan", ...args, "--endpoint", aws.endpoint]);
    expect(code).toBe(0);
    const { workload, table } = JSON.parse(stdout);
    expect(workload).toMatchObject({
      name: "history of users",
      item: { writeUnits: 1, indexWriteUnits: { byEmail: 0.5 }, readUnits: 1 },
    });
    expect(workload.sources.join("\n")).toMatch(/attempts to write were throttled/);
    expect(table).toMatchObject({ name: "users", source: "DescribeTable of users" });
    // A minute is known as soon as there is something of it, or three minutes later.
    expect(workload.seconds).toBeGreaterThanOrEqual(1_440 * 60);
    expect(workload.writes).toBeCloseTo(workload.seconds * 10, 3);
    expect(workload.reads).toBeCloseTo(workload.seconds * 2, 3);

    const again = await runHere(["plan", "--pattern", file, "--key", "pk", "--json"]);
    expect(JSON.parse(again.stdout).workload).toMatchObject({
      ...{ writes: workload.writes, reads: workload.reads, seconds: workload.seconds },
    });
    const [head, first] = (await readFile(file, "utf8")).split("\n");
    expect(head).toBe("time,units,read_units,throttled,units:byEmail");
    expect(first).toMatch(/:00\.000Z,600,120,2,300$/);
  });

  it("says what it cost and where it is kept, and is never bought over one that is there", async () => {
    aws = await awsWithHistory(Date.now() - 3 * 60 * MINUTE_MS);
    const file = folder.path("young.csv");
    const args = ["--from-table", "users", "--save-pattern", file, "--endpoint", aws.endpoint];
    const { code, stderr } = await runHere(["plan", ...args]);
    expect(code).toBe(0);
    // Four metrics of the table and of its index; four pages, since the table is three hours old.
    expect(stderr).toContain(
      `32 metrics read of CloudWatch, $0.0003 at list price; kept in ${file}`,
    );
    const asked = aws.calls.length;
    const again = await runHere(["plan", ...args]);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain(`expected a new file for the history; ${file} is there`);
    expect(aws.calls).toHaveLength(asked);
  });
});
