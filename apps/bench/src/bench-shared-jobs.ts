// What two jobs of four workers each and a load make of a table of 500 units that they share: the workers are
// the zip that is deployed, the load is the command with --share-pace, one worker is killed in the middle;
// DynamoDB Local behind capacity-proxy, which saves one second of burst.
// `pnpm bench --shared-jobs [--seconds N] [--json]`
import { type ChildProcess, fork } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startCapacityProxy } from "@spillway/capacity-proxy";
import { fakeServices, startDynamoDbLocal } from "@spillway/testkit";
import { lambdaModule } from "./capturing/lambda-module.ts";
import { jobEngine } from "./jobs/job-engine.ts";
import { Messages } from "./jobs/workers.ts";
import { writeGenerated } from "./reading/generated.ts";
import { countedDynamoDb } from "./sharing/counted-dynamodb.ts";
import { KillableWorkers } from "./sharing/killable-workers.ts";
import { bundleOf } from "./writing/bundle.ts";

const { values } = parseArgs({
  options: {
    "shared-jobs": { type: "boolean" },
    seconds: { type: "string", default: "60" },
    json: { type: "boolean", default: false },
  },
});
const seconds = Number(values.seconds);
if (!(seconds >= 10)) throw new Error("--seconds: expected a number of at least 10");

const UNITS = 500;
const BURST_SECONDS = 1;
const JOBS = 2;
const WORKERS_OF_A_JOB = 4;
/** Until all write; what is counted begins after it. */
const START_MS = 15_000;
/** So many that none of the three comes to its end. */
const RECORDS = Math.ceil(UNITS * (seconds + 60));
const TABLE = "Bench";

const folder = await mkdtemp(join(tmpdir(), "spillway-shared-jobs-"));
const file = join(folder, "records.csv");
const engine = await startDynamoDbLocal();
const proxy = await startCapacityProxy({ target: engine.endpoint, burstSeconds: BURST_SECONDS });
const dynamodb = await countedDynamoDb(proxy.url, TABLE);
const messages = new Messages();
const services = await fakeServices({
  dynamodb: dynamodb.url,
  onMessage: (body) => messages.add(body),
});
try {
  await writeGenerated(file, "csv", RECORDS);
  const bytes = await readFile(file);
  services.objects.set("bench/records.csv", bytes);
  const chunkBytes = Math.ceil(bytes.length / WORKERS_OF_A_JOB) + 1;
  const jobs = await jobEngine(services.url, chunkBytes, { writeUnits: UNITS });
  const program = await bundleOf(new URL("./jobs/worker-process.ts", import.meta.url));
  const module = await lambdaModule(
    fileURLToPath(new URL("../../ingest-worker", import.meta.url)),
    folder,
  );
  const worker = { program, args: [module], env: jobs.env };
  const workers = new KillableWorkers(worker, messages, JOBS * WORKERS_OF_A_JOB);
  const load = started(jobs.env);
  try {
    const ids = [await jobs.submit(), await jobs.submit()];
    await delay(START_MS);
    const before = counts(jobs.env);
    const beganMs = performance.now();
    await delay((seconds * 1_000) / 2);
    workers.killOne();
    await delay((seconds * 1_000) / 2);
    const took = (performance.now() - beganMs) / 1_000;
    const after = counts(jobs.env);
    if (load.child.exitCode !== null) throw new Error(`the load has ended: ${load.said()}`);
    const requests = after.requests - before.requests;
    const result = {
      cpu: cpus()[0]?.model ?? "unknown",
      ...{ cores: cpus().length, node: process.version, seconds: took },
      used: (after.table - before.table) / (UNITS * took),
      requests,
      throttled: (after.throttled - before.throttled) / requests,
      jobsTableUnitsPerSecond: (after.jobs - before.jobs) / took,
      recordsOfJobs: await Promise.all(ids.map((id) => jobs.recordsOf(id))),
    };
    console.log(values.json ? JSON.stringify(result, undefined, 2) : printed(result));
  } finally {
    load.child.kill("SIGKILL");
    await workers.close();
    jobs.close();
  }
} finally {
  await services.close();
  dynamodb.close();
  await proxy.close();
  await engine.close();
  await rm(folder, { recursive: true, force: true });
}

function started(env: NodeJS.ProcessEnv): { child: ChildProcess; said: () => string } {
  const load = fileURLToPath(new URL("./sharing/load-process.ts", import.meta.url));
  const child = fork(load, [services.url, file, TABLE, env.JOBS_TABLE ?? ""], {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    execArgv: ["--no-warnings"],
    cwd: folder,
    env: { ...env, PATH: process.env.PATH },
  });
  // Its progress, until something is wrong.
  let said = "";
  child.stderr?.on("data", (text) => {
    said += String(text);
  });
  return { child, said: () => said };
}

function counts({ JOBS_TABLE }: NodeJS.ProcessEnv) {
  const consumed = (name: string | undefined) =>
    proxy
      .metrics()
      .reduce((sum, part) => (part.table === name ? sum + part.consumedWriteUnits : sum), 0);
  return { ...dynamodb.counts(), table: consumed(TABLE), jobs: consumed(JOBS_TABLE) };
}

function printed(result: {
  readonly cpu: string;
  readonly cores: number;
  readonly node: string;
  readonly seconds: number;
  readonly used: number;
  readonly requests: number;
  readonly throttled: number;
  readonly jobsTableUnitsPerSecond: number;
  readonly recordsOfJobs: readonly number[];
}): string {
  const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
  const { cpu, cores, node, recordsOfJobs } = result;
  return [
    `${cpu}, ${cores} cores, Node ${node}; DynamoDB Local behind capacity-proxy, which saves ${BURST_SECONDS} s of burst`,
    `${JOBS} jobs of ${WORKERS_OF_A_JOB} workers (the zip) and a load on ${UNITS} units for ${result.seconds.toFixed(1)} s; a worker killed after half of it`,
    `  ${percent(result.used)} of the capacity used`,
    `  ${percent(result.throttled)} of ${result.requests} requests throttled`,
    `  ${result.jobsTableUnitsPerSecond.toFixed(1)} units a second written on the jobs table, the pace item with them`,
    `  records of the jobs from their beginning on: ${recordsOfJobs.join(", ")}`,
  ].join("\n");
}
