import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AwsCli, awsCliAt } from "./aws-cli.ts";
import {
  type Figures,
  figuresOf,
  type Outputs,
  outputsFile,
  readOutputs,
  STRATEGIES,
  type Strategy,
} from "./demo-environment.ts";
import { leftIn } from "./leftovers.ts";
import { lookAt } from "./report-page.ts";
import { root, runScript, type ScriptResult } from "./run-script.ts";
import { keysInTable, messagesIn, runSpillover } from "./spillover-run.ts";

const report = join(root, ".spillway/reports/demo.html");
const processesFolder = join(root, ".spillway/local-cloud/processes");

let demo: ScriptResult;
let figures: Readonly<Record<Strategy, Figures>>;
let outputs: Outputs;
let spike: Outputs["spike"]["value"];
let aws: AwsCli;

// The demo itself, kept running for a look around; the last tests take it down.
beforeAll(async () => {
  demo = await runScript("demo.sh", "--keep", "--json");
  expect(demo.code, demo.stderr).toBe(0);
  figures = figuresOf(demo.stdout);
  outputs = readOutputs();
  spike = outputs.spike.value;
  aws = awsCliAt(outputs.endpoint_url.value);
});

afterAll(async () => {
  await runScript("spillway", "local-cloud", "stop");
});

describe("the demo", () => {
  it.each(STRATEGIES)("accounts for 1,000 distinct records, %s", (strategy) => {
    const { records, written, failed, unaccounted } = figures[strategy];
    expect({ records, unaccounted, total: written + failed }).toEqual({
      records: 1_000,
      unaccounted: 0,
      total: 1_000,
    });
  });

  it("shows the direct spike above capacity and burst, and throttled", () => {
    expect(figures.direct.throttledWrites).toBeGreaterThan(0);
    expect(figures.direct.peakWritesPerSecond).toBeGreaterThan(spike.direct.write_capacity);
  });

  it("shows the buffered spike whole and never throttled", () => {
    expect(figures.buffered).toMatchObject({ written: 1_000, failed: 0, throttledWrites: 0 });
  });

  it("shows the spike that spilled whole: some written at once, the rest by way of a queue", () => {
    const { queued } = figures.spillover;
    expect(figures.spillover).toMatchObject({ written: 1_000, failed: 0 });
    expect(queued).toBeGreaterThan(0);
    expect(queued).toBeLessThan(1_000);
    expect({ direct: figures.direct.queued, buffered: figures.buffered.queued }).toEqual({
      direct: 0,
      buffered: 1_000,
    });
  });

  it.each(STRATEGIES)("has a time and a cost for %s", (strategy) => {
    expect(figures[strategy].secondsToComplete).toBeGreaterThan(0);
    expect(figures[strategy].cost.spike.totalUsd).toBeGreaterThan(0);
  });
});

describe("clients that know nothing of Spillway", () => {
  it("aws dynamodb scan counts what the demo wrote", async () => {
    const { Count: direct } = await aws<{ Count: number }>([
      "dynamodb",
      "scan",
      "--table-name",
      spike.direct.table_name,
    ]);
    expect(direct).toBe(figures.direct.written);
    for (const { table_name } of [spike.buffered, spike.spillover]) {
      const { Items: items } = await aws<{ Items: { pk: { S: string } }[] }>([
        "dynamodb",
        "scan",
        "--table-name",
        table_name,
      ]);
      expect(new Set(items.map((item) => item.pk.S)).size).toBe(1_000);
    }
  });

  it.each(["buffered", "spillover"] as const)(
    "aws sqs get-queue-attributes sees the queue drained, %s",
    async (strategy) => {
      const { Attributes } = await aws<{ Attributes: Record<string, string> }>([
        "sqs",
        "get-queue-attributes",
        "--queue-url",
        spike[strategy].queue_url,
        "--attribute-names",
        "All",
      ]);
      expect(Attributes).toMatchObject({
        ApproximateNumberOfMessages: "0",
        ApproximateNumberOfMessagesDelayed: "0",
      });
    },
  );

  it("aws cloudwatch get-metric-statistics sums to the units that were written", async () => {
    const now = Date.now();
    const { Datapoints } = await aws<{ Datapoints: { Sum: number }[] }>([
      "cloudwatch",
      "get-metric-statistics",
      "--namespace=AWS/DynamoDB",
      "--metric-name=ConsumedWriteCapacityUnits",
      `--dimensions=Name=TableName,Value=${spike.buffered.table_name}`,
      `--start-time=${new Date(now - 3_600_000).toISOString()}`,
      `--end-time=${new Date(now + 60_000).toISOString()}`,
      "--period=60",
      "--statistics=Sum",
    ]);
    expect(Datapoints.reduce((sum, { Sum }) => sum + Sum, 0)).toBe(1_000);
  });

  it("aws lambda invoke runs the deployed function", async () => {
    const answer = await aws<{ StatusCode: number; FunctionError?: string }>([
      "lambda",
      "invoke",
      "--function-name",
      spike.direct.function_name,
      "--cli-binary-format=raw-in-base64-out",
      "--payload",
      JSON.stringify({ run: "by-hand", records: 1 }),
      join(root, ".spillway/invoked.json"),
    ]);
    expect(answer).toMatchObject({ StatusCode: 200 });
    expect(answer.FunctionError).toBeUndefined();
    const answered: unknown = JSON.parse(
      readFileSync(join(root, ".spillway/invoked.json"), "utf8"),
    );
    expect(answered).toMatchObject({ run: "by-hand", report: { read: 1, written: 1, failed: 0 } });
  });
});

describe("spillover, run by hand", () => {
  it("has every key in the table, written at once or from the queue, and no failure", async () => {
    const value = spike.spillover;
    const { strategy, report, keys } = await runSpillover(aws, value.function_name, "by-hand");
    expect(strategy).toBe("spillover");
    expect(report.written + report.spilled).toBe(1_000);
    expect(report.spilled).toBeGreaterThan(0);
    const expected = keys.map(([pk]) => pk).toSorted();
    await expect
      .poll(() => keysInTable(aws, value.table_name, "by-hand"), {
        timeout: 90_000,
        interval: 1_000,
      })
      .toEqual(expected);
    expect(await messagesIn(aws, value.failure_queue_url)).toBe(0);
    expect(await messagesIn(aws, value.dead_letter_queue_url)).toBe(0);
  });
});

describe("the report", () => {
  // Writes of each strategy, throttled writes, both queues, time and cost.
  const CHARTS = 8;

  it("is one file that asks for nothing", () => {
    expect(statSync(report).size).toBeGreaterThan(10_000);
  });

  it.each([390, 1_440])("is drawn and readable at %i pixels", async (width) => {
    const page = await lookAt(pathToFileURL(report).href, width, CHARTS);
    expect(page.consoleErrors).toEqual([]);
    expect(page.requests).toEqual([pathToFileURL(report).href]);
    expect(new Set(page.charts).size).toBe(CHARTS);
    expect(page.scrollsSideways).toBe(false);
    expect(page.smallestTextPx).toBeGreaterThanOrEqual(11);
    expect(page.headline).toMatch(/1,000/);
  });
});

describe("deploying again", () => {
  it("plans no change", async () => {
    const planned = await runScript("deploy.sh", "local", "--plan");
    expect(planned.code, planned.stderr).toBe(0);
    expect(planned.stdout).toMatch(/No changes\. Your infrastructure matches the configuration\./);
  });
});

describe("destroying", () => {
  it("asks first, and destroys nothing without an answer", async () => {
    const refused = await runScript("destroy.sh", "local");
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/nothing was destroyed/);
    expect(
      (await aws<{ TableNames: string[] }>(["dynamodb", "list-tables"])).TableNames,
    ).toHaveLength(3);
  });

  it("leaves nothing in the local cloud", async () => {
    const destroyed = await runScript("destroy.sh", "local", "--yes", "--keep-local-cloud");
    expect(destroyed.code, destroyed.stderr).toBe(0);
    expect(await leftIn(aws)).toEqual([]);
  }, 300_000);

  it("stops the local cloud and everything that it started", async () => {
    const pids = readdirSync(processesFolder).map(Number);
    expect(pids.length).toBeGreaterThan(0);
    const stopped = await runScript("destroy.sh", "local", "--yes");
    expect(stopped.code, stopped.stderr).toBe(0);
    await expect(fetch(outputs.endpoint_url.value)).rejects.toThrow();
    expect(pids.filter(isRunning)).toEqual([]);
    expect(existsSync(outputsFile)).toBe(false);
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
