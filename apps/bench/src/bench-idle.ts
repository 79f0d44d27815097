// What a local cloud costs that is deployed and not used: how long it takes to start, and the memory and processor
// time of all its processes when nothing is deployed and when much is. Linux only: it reads /proc.
// `pnpm bench --idle [--functions N] [--queues N] [--seconds N] [--json]`
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { startDetached, stopDetached } from "@spillway/local-cloud";
import { deployMany } from "./idle/deploy-many.ts";
import { cpuSeconds, residentMb } from "./idle/process-usage.ts";

const { values } = parseArgs({
  options: {
    idle: { type: "boolean" },
    functions: { type: "string", default: "1000" },
    queues: { type: "string", default: "200" },
    seconds: { type: "string", default: "30" },
    json: { type: "boolean", default: false },
  },
});
const [functions, queues, seconds] = [values.functions, values.queues, values.seconds].map(Number);
for (const [name, value] of Object.entries({ functions, queues, seconds })) {
  if (value === undefined || !Number.isInteger(value) || value < 1) {
    throw new Error(`--${name}: expected a whole number of at least 1; came "${value}"`);
  }
}
const counts = { functions: functions ?? 1, queues: queues ?? 1 };

/** So long after the last deployment, nothing is left to do. */
const SETTLE_MS = 10_000;

const stateDir = mkdtempSync(path.join(tmpdir(), "spillway-idle-"));
try {
  const before = performance.now();
  const { endpoint, pid } = await startDetached({ stateDir, port: 18_566 });
  const startSeconds = (performance.now() - before) / 1_000;
  const pids = () => [pid, ...readdirSync(path.join(stateDir, "processes")).map(Number)];
  const empty = await idle(pids);
  const deployed = performance.now();
  await deployMany(endpoint, counts);
  const deploySeconds = (performance.now() - deployed) / 1_000;
  const full = await idle(pids);
  const conditions = {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    node: process.version,
  };
  const result = { startSeconds, empty, ...counts, deploySeconds, full, seconds, conditions };
  process.stdout.write(values.json ? `${JSON.stringify(result, null, 2)}\n` : shown(result));
} finally {
  await stopDetached({ stateDir });
  rmSync(stateDir, { recursive: true });
}

interface Idle {
  readonly processes: number;
  readonly memoryMb: number;
  /** Of one core. */
  readonly cpuPercent: number;
}

async function idle(pids: () => readonly number[]): Promise<Idle> {
  await delay(SETTLE_MS);
  const used = () => pids().reduce((sum, pid) => sum + cpuSeconds(pid), 0);
  const [before, since] = [used(), performance.now()];
  await delay((seconds ?? 1) * 1_000);
  const cpuPercent = ((used() - before) / ((performance.now() - since) / 1_000)) * 100;
  const memoryMb = pids().reduce((sum, pid) => sum + residentMb(pid), 0);
  return { processes: pids().length, memoryMb, cpuPercent };
}

function shown(result: {
  readonly startSeconds: number;
  readonly deploySeconds: number;
  readonly empty: Idle;
  readonly full: Idle;
}): string {
  const line = (name: string, { processes, memoryMb, cpuPercent }: Idle) =>
    `${name}: ${processes} processes, ${memoryMb.toFixed(0)} MB, ${cpuPercent.toFixed(1)} % of a core\n`;
  return [
    `start: ${result.startSeconds.toFixed(2)} s\n`,
    line("nothing deployed", result.empty),
    line(`${counts.functions} functions, ${counts.queues} queues`, result.full),
    `deployed in ${result.deploySeconds.toFixed(0)} s; measured over ${seconds} s\n`,
  ].join("");
}
