import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { localCloudError } from "../errors.ts";
import { type LocalCloudOptions, type LocalCloudSettings, localCloudSettings } from "../options.ts";
import { notWritable } from "./prepared-state-dir.ts";
import { isProcess, ProcessRegister } from "./process-register.ts";
import { PROCESS_MARK } from "./run-local-cloud.ts";
import {
  type LocalCloudState,
  readEnding,
  readState,
  removeEnding,
  removeState,
} from "./state-file.ts";
import { holderOf } from "./state-lock.ts";

/** Whether a local cloud runs, and where. */
export type LocalCloudStatus = StoppedLocalCloud | RunningLocalCloud;

/** No local cloud, or what one left that ended otherwise than by being stopped. */
export interface StoppedLocalCloud {
  readonly running: false;
  /** Why the last one ended, when it was not stopped. */
  readonly why?: string;
  /** Ids of processes that it left running. `stopDetached` ends them. */
  readonly left?: readonly number[];
}

/** A local cloud that runs in a process of its own. */
export type RunningLocalCloud = { readonly running: true } & LocalCloudState;

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));
const STRIPPED_TYPES = new URL("stripped-types.mjs", import.meta.url).href;
const LOG_FILE = "local-cloud.log";
const START_LIMIT_MS = 180_000;
const STOP_LIMIT_MS = 15_000;
const HEALTH_LIMIT_MS = 20_000;
const LOOK_EVERY_MS = 50;

/**
 * Whether the local cloud of a state directory runs; if not, why it ended and what it left. A process that
 * is there but does not answer within 20 s does not count.
 */
export async function localCloudStatus(options: LocalCloudOptions = {}): Promise<LocalCloudStatus> {
  const { stateDir } = localCloudSettings(options);
  const state = readState(stateDir);
  if (state !== undefined && isProcess(state.pid, PROCESS_MARK) && (await isHealthy(state))) {
    return { running: true, ...state };
  }
  const why = whyItEnded(stateDir, state);
  const holder = holderOf(stateDir);
  const noted = existsSync(stateDir) ? new ProcessRegister(stateDir).running() : [];
  const left = holder === undefined ? noted : [holder, ...noted];
  return {
    running: false,
    ...(why === undefined ? {} : { why }),
    ...(left.length === 0 ? {} : { left }),
  };
}

function whyItEnded(stateDir: string, state: LocalCloudState | undefined): string | undefined {
  const ending = readEnding(stateDir);
  if (ending !== undefined) return `${ending.why} (${ending.at})`;
  if (state === undefined) return undefined;
  return isProcess(state.pid, PROCESS_MARK)
    ? `process ${state.pid} does not answer`
    : `process ${state.pid} was killed, or the machine was switched off`;
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
  const other = holderOf(settings.stateDir);
  // Somebody else is just starting it.
  if (other !== undefined && readState(settings.stateDir) === undefined) {
    return untilItAnswers({ pid: other }, settings);
  }
  await stopDetached(options);
  const child = spawnDetached(settings);
  try {
    return await untilItAnswers(child, settings);
  } catch (error) {
    const first = holderOf(settings.stateDir);
    if (first === undefined) throw error;
    // Somebody else was starting one, and a moment earlier.
    return await untilItAnswers({ pid: first }, settings);
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
  if (!existsSync(stateDir)) return false;
  const pid = readState(stateDir)?.pid ?? holderOf(stateDir);
  const wasRunning = pid !== undefined && isProcess(pid, PROCESS_MARK);
  if (wasRunning) await end(pid);
  const left = new ProcessRegister(stateDir).endAll();
  removeState(stateDir);
  removeEnding(stateDir);
  return wasRunning || left > 0;
}

function spawnDetached(settings: LocalCloudSettings): ChildProcess {
  const log = openLog(settings.stateDir);
  const options = [
    ["--port", settings.port],
    ["--burst-seconds", settings.burstSeconds],
    ["--updating-seconds", settings.updatingSeconds],
    ["--decrease-rule", settings.decreaseRule],
    ["--asynchronous-retry-seconds", settings.asynchronousRetrySeconds],
    ["--region", settings.region],
    ["--state-dir", settings.stateDir],
    settings.enforceAll ? ["--enforce-all"] : [],
    settings.persist === undefined ? [] : ["--persist", settings.persist],
  ].flat();
  const child = spawn(
    process.execPath,
    [
      "--disable-warning=ExperimentalWarning",
      "--import",
      STRIPPED_TYPES,
      MAIN,
      ...options.map(String),
    ],
    { detached: true, stdio: ["ignore", log, log] },
  );
  closeSync(log);
  return child;
}

function openLog(stateDir: string): number {
  try {
    mkdirSync(stateDir, { recursive: true });
    const logFile = path.join(stateDir, LOG_FILE);
    rmSync(logFile, { force: true });
    // Appended to, so that it can be cut short when it grows: see bounded-logs.ts.
    return openSync(logFile, "a");
  } catch (error) {
    throw notWritable(stateDir, error);
  }
}

async function untilItAnswers(
  child: ChildProcess | { readonly pid: number },
  { stateDir }: LocalCloudSettings,
): Promise<RunningLocalCloud> {
  let ended: string | undefined;
  if ("once" in child) {
    child.once("error", (error) => {
      ended = error.message;
    });
    child.once("exit", (code, signal) => {
      ended = `it ended (${signal ?? `exit code ${code}`})`;
    });
  }
  const limit = Date.now() + START_LIMIT_MS;
  while (ended === undefined && Date.now() < limit) {
    const state = readState(stateDir);
    if (state?.pid === child.pid && state && (await isHealthy(state))) {
      return { running: true, ...state };
    }
    if (!("once" in child) && holderOf(stateDir) !== child.pid)
      ended = "the one that was starting ended";
    await delay(LOOK_EVERY_MS);
  }
  if (ended === undefined && child.pid !== undefined) await end(child.pid);
  throw localCloudError(
    "LOCAL_CLOUD_DID_NOT_START",
    `the local cloud did not start: ${logEnd(stateDir) || (ended ?? `no answer in ${START_LIMIT_MS / 1_000} s`)}`,
    { hint: `Its whole log is ${path.join(stateDir, LOG_FILE)}.` },
  );
}

/** What its log says last: the error, which is one line, and its hint. */
function logEnd(stateDir: string): string {
  const log = readFileSync(path.join(stateDir, LOG_FILE), "utf8");
  return log.trimEnd().split("\n").slice(-2).join(" ");
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
