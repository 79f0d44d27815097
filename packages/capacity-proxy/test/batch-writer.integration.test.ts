import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { createTestTable, dynamoDbLocalEndpoint, localClientSettings } from "@spillway/testkit";
import { expect, it } from "vitest";
import { startCapacityProxy } from "../src/index.ts";

/** Runs a Python program to its end; its exit code and all that it printed. */
async function python(...args: string[]): Promise<{ code: unknown; output: string }> {
  const child = spawn(process.env.SPILLWAY_PYTHON ?? "python3", args, {
    env: {
      PATH: process.env.PATH,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_DEFAULT_REGION: "us-east-1",
    },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 250_000,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const [code] = await once(child, "close");
  return { code, output };
}

it("boto3's batch_writer gets 2,000 puts through 100 write units, every item", async () => {
  // Not skipped where boto3 is missing: a test that quietly did not run proves nothing.
  const found = await python("-c", "import boto3");
  expect(found.output, "this test needs a python3 with boto3; SPILLWAY_PYTHON may name one").toBe(
    "",
  );

  const proxy = await startCapacityProxy({ target: dynamoDbLocalEndpoint(), burstSeconds: 3 });
  const direct = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
  const through = new DynamoDBClient({ endpoint: proxy.url, ...localClientSettings });
  const table = await createTestTable(through, { writeUnits: 100 });
  try {
    const script = fileURLToPath(new URL("batch_writer.py", import.meta.url));
    expect(await python(script, proxy.url, table.name)).toEqual({ code: 0, output: "done\n" });

    const keys = new Set<string | undefined>();
    for await (const page of paginateScan({ client: direct }, { TableName: table.name })) {
      for (const item of page.Items ?? []) keys.add(item.pk?.S);
    }
    expect(keys.size).toBe(2_000);
    const line = proxy.metrics().find((one) => one.table === table.name);
    expect(line?.consumedWriteUnits).toBe(2_000);
    expect(line?.writeThrottleEvents).toBeGreaterThan(0);
  } finally {
    await table.delete();
    direct.destroy();
    through.destroy();
    await proxy.close();
  }
}, 120_000);
