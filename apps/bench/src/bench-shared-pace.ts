// What nine writers that share one pace make of a table of 500 units: two jobs of four workers each and one
// load, each in a process of its own, one of them killed in the middle; DynamoDB Local behind capacity-proxy,
// which saves one second of burst. `pnpm bench --shared-pace [--seconds N] [--json]`
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpus } from "node:os";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { startCapacityProxy } from "@spillway/capacity-proxy";
import { readPaceItem } from "@spillway/shared-pace";
import { createTestTable, localClientSettings, startDynamoDbLocal } from "@spillway/testkit";

const { values } = parseArgs({
  options: {
    "shared-pace": { type: "boolean" },
    seconds: { type: "string", default: "60" },
    json: { type: "boolean", default: false },
  },
});
const seconds = Number(values.seconds);
if (!(seconds >= 10)) throw new Error("--seconds: expected a number of at least 10");

const UNITS = 500;
const BURST_SECONDS = 1;
const NAMES = [
  ...[1, 2].flatMap((job) => [1, 2, 3, 4].map((worker) => `job ${job}, worker ${worker}`)),
  "load",
];
const KILLED = "job 1, worker 4";
/** Until all processes write; what is counted begins after it. */
const START_MS = 6_000;

interface Count {
  readonly requests: number;
  readonly throttled: number;
  readonly records: number;
  readonly alone: number;
}
interface Writer {
  readonly name: string;
  readonly child: ChildProcess;
  /** Resolves when it has ended, whatever ended it. */
  readonly ended: Promise<unknown>;
  latest: Count;
}

const ZERO: Count = { requests: 0, throttled: 0, records: 0, alone: 0 };

const engine = await startDynamoDbLocal();
const proxy = await startCapacityProxy({ target: engine.endpoint, burstSeconds: BURST_SECONDS });
const direct = new DynamoDBClient({ ...localClientSettings, endpoint: engine.endpoint });
const table = await createTestTable(direct, { writeUnits: UNITS });
const paceTable = await createTestTable(direct, { keys: ["pk:S", "sk:S"] });
const consumed = (name: string): number =>
  proxy
    .metrics()
    .reduce((sum, part) => (part.table === name ? sum + part.consumedWriteUnits : sum), 0);
try {
  const endsAtMs = Date.now() + START_MS + seconds * 1_000 + 1_000;
  const writers = NAMES.map((name) => started(name, endsAtMs));
  await delay(START_MS);
  const before = {
    writers: countsOf(writers),
    table: consumed(table.name),
    pace: consumed(paceTable.name),
  };
  const beganMs = performance.now();
  await delay((seconds * 1_000) / 2);
  writers.find(({ name }) => name === KILLED)?.child.kill("SIGKILL");
  await delay((seconds * 1_000) / 2);
  const took = (performance.now() - beganMs) / 1_000;
  const used = (consumed(table.name) - before.table) / (UNITS * took);
  const paceWrites = (consumed(paceTable.name) - before.pace) / took;
  await Promise.all(writers.map(({ ended }) => ended));
  const after = countsOf(writers);
  const sum = (of: (count: Count) => number): number =>
    NAMES.reduce((all, _, at) => all + of(after[at] ?? ZERO) - of(before.writers[at] ?? ZERO), 0);
  const item = await readPaceItem(direct, paceTable.name, table.name);
  const result = {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    node: process.version,
    seconds: took,
    units: UNITS,
    burstSeconds: BURST_SECONDS,
    used,
    requests: sum(({ requests }) => requests),
    throttled: sum(({ throttled }) => throttled) / sum(({ requests }) => requests),
    paceWritesPerSecond: paceWrites,
    wentAlone: sum(({ alone }) => alone),
    records: Object.fromEntries(NAMES.map((name, at) => [name, after[at]?.records ?? 0])),
    item,
  };
  console.log(values.json ? JSON.stringify(result, undefined, 2) : printed(result));
} finally {
  direct.destroy();
  await proxy.close();
  await engine.close();
}

function started(name: string, endsAtMs: number): Writer {
  const program = fileURLToPath(new URL("./sharing/sharing-writer.ts", import.meta.url));
  const args = [proxy.url, table.name, paceTable.name, name, String(endsAtMs)];
  const child = spawn(process.execPath, ["--no-warnings", program, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const writer: Writer = { name, child, ended: once(child, "close"), latest: ZERO };
  createInterface({ input: child.stdout }).on("line", (line) => {
    writer.latest = JSON.parse(line);
  });
  return writer;
}

function countsOf(writers: readonly Writer[]): readonly Count[] {
  return writers.map(({ latest }) => latest);
}

function printed(result: {
  readonly cpu: string;
  readonly cores: number;
  readonly node: string;
  readonly seconds: number;
  readonly used: number;
  readonly requests: number;
  readonly throttled: number;
  readonly paceWritesPerSecond: number;
  readonly wentAlone: number;
  readonly records: Readonly<Record<string, number>>;
}): string {
  const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
  return [
    `${result.cpu}, ${result.cores} cores, Node ${result.node}; DynamoDB Local behind capacity-proxy, which saves ${BURST_SECONDS} s of burst`,
    `${NAMES.length} processes on a table of ${UNITS} units for ${result.seconds.toFixed(1)} s; ${KILLED} killed after half of it`,
    `  ${percent(result.used)} of the capacity used`,
    `  ${percent(result.throttled)} of ${result.requests} requests throttled`,
    `  ${result.paceWritesPerSecond.toFixed(1)} units a second written on the pace item; ${result.wentAlone} times without leases`,
    ...Object.entries(result.records).map(([name, records]) => `  ${name}: ${records} records`),
  ].join("\n");
}
