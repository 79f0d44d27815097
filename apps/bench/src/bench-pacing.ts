// How much of a table's capacity the writer uses, how often it is throttled, and what one hot key does
// to the rest, beside the loop that is written by hand: on DynamoDB Local behind capacity-proxy.
// `pnpm --filter @spillway/bench bench:pacing [--seconds N] [--case NAME …] [--json]`
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { tableShapeFrom } from "@spillway/capacity";
import { startCapacityProxy } from "@spillway/capacity-proxy";
import { systemClock } from "@spillway/pacing";
import { createTestTable, localClientSettings, startDynamoDbLocal } from "@spillway/testkit";
import { PACING_CASES, type PacingCase } from "./pacing/pacing-cases.ts";
import { type PacingResult, printed } from "./pacing/pacing-results.ts";
import type { Seen } from "./pacing/pacing-writers.ts";

const names = PACING_CASES.map(({ name }) => name);
const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    case: { type: "string", multiple: true, default: names },
    json: { type: "boolean", default: false },
  },
});
const seconds = Number(values.seconds);
if (!(seconds > 0)) throw new Error("--seconds: expected a number above 0");
const unknown = values.case.find((name) => !names.includes(name));
if (unknown !== undefined) {
  throw new Error(`--case: expected one of ${names.join("; ")}; came ${unknown}`);
}

const engine = await startDynamoDbLocal();
const results: PacingResult[] = [];
try {
  for (const chosen of PACING_CASES.filter(({ name }) => values.case.includes(name))) {
    process.stderr.write(`${chosen.name}\n`);
    results.push(await resultOf(chosen, engine.endpoint));
  }
} finally {
  await engine.close();
}
const conditions = {
  cpu: cpus()[0]?.model ?? "unknown",
  cores: cpus().length,
  node: process.version,
  place: "DynamoDB Local behind capacity-proxy, which shares a process with the writer",
  seconds,
};
console.log(
  values.json
    ? JSON.stringify({ conditions, results }, undefined, 2)
    : printed(conditions, results),
);

async function resultOf(of: PacingCase, endpoint: string): Promise<PacingResult> {
  const direct = new DynamoDBClient({ ...localClientSettings, endpoint });
  const table = await createTestTable(direct, of.table);
  const { burstSeconds } = of;
  const proxy = await startCapacityProxy({ target: endpoint, burstSeconds });
  // The SDK's own retries would hide throttles.
  const through = { ...localClientSettings, endpoint: proxy.url, maxAttempts: 1 };
  const client = new DynamoDBClient(through);
  const described = await client.send(new DescribeTableCommand({ TableName: table.name }));
  const shape = tableShapeFrom(described.Table ?? {});
  const seen: Seen = { requests: 0, throttledRequests: 0, hotWritten: 0, coldWritten: 0 };
  const startedMs = systemClock.now();
  await of.write({ client, shape, items: of.items(), seconds, seen });
  const tookSeconds = (systemClock.now() - startedMs) / 1_000;
  const provisioned = new Map<string | undefined, number>([
    [undefined, of.table.writeUnits],
    ...Object.entries(of.table.globalIndexes ?? {}).map(
      ([name, { writeUnits = of.table.writeUnits }]) => [name, writeUnits] as const,
    ),
  ]);
  const resources = proxy.metrics().map(({ index, consumedWriteUnits }) => {
    const writeUnits = provisioned.get(index) ?? Number.NaN;
    return {
      name: index ?? "table",
      writeUnits,
      used: consumedWriteUnits / (writeUnits * tookSeconds),
    };
  });
  client.destroy();
  await proxy.close();
  await table.delete();
  direct.destroy();
  return {
    case: of.name,
    burstSeconds,
    seconds: tookSeconds,
    resources,
    requests: seen.requests,
    throttled: seen.throttledRequests / seen.requests,
    coldPerSecond: seen.coldWritten / tookSeconds,
    hotPerSecond: seen.hotWritten / tookSeconds,
  };
}
