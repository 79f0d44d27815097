import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { startCapacityProxy } from "@spillway/capacity-proxy";
import { createTestTable, startDynamoDbLocal } from "@spillway/testkit";
import { CLIENT_SETTINGS, type Target } from "./contender.ts";

/** Where contenders write. */
export interface Place {
  readonly name: string;
  /** What is to be known about it, for the reader of the results. */
  readonly conditions: string;
  /** A table for one run. */
  target(): Promise<Target>;
  close(): Promise<void>;
}

/** Behind the proxy tables have so many units a second, and nothing saved. */
const PROXY_WRITE_UNITS = 1_000;

/**
 * Answers at once, in a process of its own.
 *
 * @param args `--index` for a table with an index
 */
export async function nullPlace(...args: readonly "--index"[]): Promise<Place> {
  const script = fileURLToPath(new URL("./null-endpoint.ts", import.meta.url));
  const child = spawn(process.execPath, ["--no-warnings", script, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [first] = await once(child.stdout, "data");
  const target = { endpoint: String(first).trim(), table: "Bench" };
  return {
    name: "null endpoint",
    conditions: "answers at once, in another process",
    target: async () => target,
    async close() {
      child.stdin.end();
      await once(child, "exit");
    },
  };
}

/** Amazon's engine, in memory. */
export async function localPlace(): Promise<Place> {
  const engine = await startDynamoDbLocal();
  return {
    name: "DynamoDB Local",
    conditions: "in memory, a new on-demand table for each run",
    target: () => newTable(engine.endpoint),
    close: () => engine.close(),
  };
}

/** The same engine behind the proxy that throttles as DynamoDB does. */
export async function proxyPlace(): Promise<Place> {
  const engine = await startDynamoDbLocal();
  const proxy = await startCapacityProxy({ target: engine.endpoint, burstSeconds: 1 });
  return {
    name: "capacity-proxy",
    conditions: `${PROXY_WRITE_UNITS} write units a second, nothing saved; the proxy shares a process with this command`,
    target: async () => ({
      ...(await newTable(engine.endpoint, PROXY_WRITE_UNITS)),
      endpoint: proxy.url,
    }),
    async close() {
      await proxy.close();
      await engine.close();
    },
  };
}

/** On demand where no units are given. */
async function newTable(endpoint: string, writeUnits?: number): Promise<Target> {
  const client = new DynamoDBClient({ ...CLIENT_SETTINGS, endpoint });
  const { name } = await createTestTable(client, writeUnits === undefined ? {} : { writeUnits });
  client.destroy();
  return { endpoint, table: name };
}
