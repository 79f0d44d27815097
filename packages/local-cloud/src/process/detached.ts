import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { localCloudError } from "../errors.ts";
import { type LocalCloudOptions, type LocalCloudSettings, localCloudSettings } from "../options.ts";
import { isProcess, ProcessRegister } from "./process-register.ts";
import { PROCESS_MARK } from "./run-local-cloud.ts";
import { type LocalCloudState, readState, removeState } from "./state-file.ts";

/** Whether a local cloud runs, and where. */
export type LocalCloudStatus = { readonly running: false } | RunningLocalCloud;

/** A local cloud that runs in a process of its own. */
export type RunningLocalCloud = { readonly running: true } & LocalCloudState;

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));
const LOG_FILE = "local-cloud.log";
const START_LIMIT_MS = 90_000;
const STOP_LIMIT_MS = 15_000;
const HEALTH_LIMIT_MS = 5_000;
const LOOK_EVERY_MS = 50;

/**
 * Whether the local cloud of a state directory runs. A process that is there but does not answer
 * within 5 s does not count.
 */
export async function localCloudStatus(options: LocalCloudOptions = {}): Promise<LocalCloudStatus> {
  const state = readState(localCloudSettings(options).stateDir);
  if (state === undefined || !isProcess(state.pid, PROCESS_MARK)) return { running: false };
  return (await isHealthy(state)) ? { running: true, ...state } : { running: false };
}

/**
 * Starts a local cloud in a process of its own, which outlives this one, and waits until it answers.
 * One that already runs is left as it is.
 *
 * @throws SpillwayError LOCAL_CLOUD_DID_NOT_START with the end of its log
 * @example
 * const { endpoint } = await startDetached({ burstSeconds: 15 });
 * await stopDetached();
 */
export async function startDetached(options: LocalCloudOptions = {}): Promise<RunningLocalCloud> {
  const status = await localCloudStatus(options);
  if (status.running) return status;
  const settings = localCloudSettings(options);
  await stopDetached(options);
  mkdirSync(settings.stateDir, { recursive: true });
  const child = spawnDetached(settings);
  try {
    return await untilItAnswers(child, settings);
  } finally {
    child.unref();
  }
}

/**
 * Stops the local cloud of a state directory, waits until it is gone, and ends whatever a crashed
 * one left behind.
 *
 * @returns whether there was anything to stop
 */
export async function stopDetached(options: LocalCloudOptions = {}): Promise<boolean> {
  const { stateDir } = localCloudSettings(options);
  const state = readState(stateDir);
  const wasRunning = state !== undefined && isProcess(state.pid, PROCESS_MARK);
  if (wasRunning) await end(state.pid);
  const left = new ProcessRegister(stateDir).endAll();
  removeState(stateDir);
  return wasRunning || left > 0;
}

function spawnDetached(settings: LocalCloudSettings): ChildProcess {
  const logFile = path.join(settings.stateDir, LOG_FILE);
  rmSync(logFile, { force: true });
  // Appended to, so that it can be cut short when it grows: see bounded-logs.ts.
  const log = openSync(logFile, "a");
  const options = [
    ["--port", settings.port],
    ["--burst-seconds", settings.burstSeconds],
    ["--asynchronous-retry-seconds", settings.asynchronousRetrySeconds],
    ["--region", settings.region],
    ["--state-dir", settings.stateDir],
    settings.enforceAll ? ["--enforce-all"] : [],
  ].flat();
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", MAIN, ...options.map(String)],
    { detached: true, stdio: ["ignore", log, log] },
  );
  closeSync(log);
  return child;
}

async function untilItAnswers(
  child: ChildProcess,
  { stateDir }: LocalCloudSettings,
): Promise<RunningLocalCloud> {
  let ended: string | undefined;
  child.once("error", (error) => {
    ended = error.message;
  });
  child.once("exit", (code, signal) => {
    ended = `it ended (${signal ?? `exit code ${code}`})`;
  });
  const limit = Date.now() + START_LIMIT_MS;
  while (ended === undefined && Date.now() < limit) {
    const state = readState(stateDir);
    if (state?.pid === child.pid && state && (await isHealthy(state))) {
      return { running: true, ...state };
    }
    await delay(LOOK_EVERY_MS);
  }
  if (ended === undefined && child.pid !== undefined) await end(child.pid);
  throw localCloudError(
    "LOCAL_CLOUD_DID_NOT_START",
    `the local cloud did not start: ${ended ?? `no answer in ${START_LIMIT_MS / 1_000} s`}\n${logEnd(stateDir)}`,
    { hint: `Its whole log is ${path.join(stateDir, LOG_FILE)}.` },
  );
}

function logEnd(stateDir: string): string {
  const log = readFileSync(path.join(stateDir, LOG_FILE), "utf8");
  return log.trimEnd().split("\n").slice(-5).join("\n");
}

/** Asks a process to end, and makes it end if it does not. */
async function end(pid: number): Promise<void> {
  signal(pid, "SIGTERM");
  const limit = Date.now() + STOP_LIMIT_MS;
  while (isProcess(pid, PROCESS_MARK)) {
    if (Date.now() > limit) signal(pid, "SIGKILL");
    await delay(LOOK_EVERY_MS);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone meanwhile, which is what was wanted.
  }
}

async function isHealthy({ endpoint, pid }: LocalCloudState): Promise<boolean> {
  try {
    const response = await fetch(`${endpoint}/_spillway/health`, {
      signal: AbortSignal.timeout(HEALTH_LIMIT_MS),
    });
    const health: unknown = await response.json();
    // Another local cloud may have the port by now.
    return typeof health === "object" && health !== null && "pid" in health && health.pid === pid;
  } catch {
    return false;
  }
}
