import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../run-script.ts";
import { keysInTable } from "../spillover-run.ts";
import { sharedCloud } from "./shared-cloud.ts";

const { aws, demo, outputs } = sharedCloud();
const spike = outputs.spike.value;

describe("clients that know nothing of Spillway", () => {
  it("aws dynamodb scan counts what the demo wrote", async () => {
    const direct = await keysInTable(aws, spike.direct.table_name, demo.run);
    expect(direct).toHaveLength(demo.figures.direct.written);
    for (const { table_name } of [spike.buffered, spike.spillover]) {
      expect(new Set(await keysInTable(aws, table_name, demo.run)).size).toBe(1_000);
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
    const second = (at: string) => Math.floor(Date.parse(at) / 1_000) * 1_000;
    const { Datapoints } = await aws<{ Datapoints: { Sum: number }[] }>([
      "cloudwatch",
      "get-metric-statistics",
      "--namespace=AWS/DynamoDB",
      "--metric-name=ConsumedWriteCapacityUnits",
      `--dimensions=Name=TableName,Value=${spike.buffered.table_name}`,
      `--start-time=${new Date(second(demo.startedAt)).toISOString()}`,
      `--end-time=${new Date(second(demo.finishedAt) + 1_000).toISOString()}`,
      "--period=1",
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
