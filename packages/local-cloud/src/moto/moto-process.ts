import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, cpSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { localCloudError } from "../errors.ts";
import { listen } from "../gateway/listen.ts";
import { processorSeconds } from "../process/processor-seconds.ts";
import { untilSilent } from "./until-silent.ts";

export interface MotoOptions {
  /** The moto_server executable. */
  readonly server: string;
  /** Where its output goes, as `moto.log`. */
  readonly stateDir: string;
  /** Where the processes are noted that end with the local cloud, however that ends. */
  readonly processes: string;
  /** A folder in which its state is kept; undefined when it is in memory only. */
  readonly persist: string | undefined;
  readonly onSpawned: (pid: number) => void;
}

const PYTHON_SOURCES = fileURLToPath(new URL(".", import.meta.url));
const PYTHON_PARTS = ["sitecustomize.py", "patches", "persisted"];
const START_LIMIT_MS = 150_000;
const POLL_MS = 50;
const START_ANSWER_MS = 1_000;
const LOOK_EVERY_MS = 10_000;
/** With `--persist` a last snapshot is made; without it the journal is as good. */
const STOP_LIMIT_MS = 8_000;
/** The exit status with which moto refuses a folder; its last line says why. */
const REFUSED = 65;

/** The moto server: a child process on a free loopback port. */
export class MotoProcess {
  readonly url: string;
  readonly pid: number;
  /** Settles, with the reason, when moto has ended or no longer answers. */
  readonly failed: Promise<string>;
  readonly #exited: Promise<string>;
  readonly #child: ChildProcess;
  readonly #logFile: string;

  private constructor(child: ChildProcess, port: number, logFile: string) {
    this.#child = child;
    this.#logFile = logFile;
    this.pid = child.pid ?? 0;
    this.url = `http://127.0.0.1:${port}`;
    const exited = new Promise<string>((resolve) => {
      child.once("error", (error) => resolve(error.message));
      child.once("exit", (code, signal) => resolve(signal ?? `exit status ${code}`));
    });
    this.#exited = exited;
    this.failed = Promise.race([
      exited.then((how) => `moto ended: ${how}`),
      this.#untilItIsSilent(),
    ]);
  }

  /** Starts moto; it answers later. */
  static async spawn({
    server,
    stateDir,
    processes,
    persist,
    onSpawned,
  }: MotoOptions): Promise<MotoProcess> {
    const logFile = path.join(stateDir, "moto.log");
    const port = await freePort();
    const output = openSync(logFile, "a");
    const child = spawn(server, ["-H", "127.0.0.1", "-p", String(port)], {
      // A pipe that closes with this process, however it ends: see patches/end_with_parent.py.
      stdio: ["pipe", output, output],
      // Ctrl-C is for this process, which ends moto last.
      detached: true,
      env: {
        ...process.env,
        SPILLWAY_PROCESSES: processes,
        // Sets are gone through in the same order when a change is repeated.
        ...(persist === undefined ? {} : { SPILLWAY_PERSIST: persist, PYTHONHASHSEED: "0" }),
        PYTHONPATH: pythonPath(stateDir),
        // Should the patch that reads them leaner not fit: see patches/managed_policies.py.
        MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
      },
    });
    closeSync(output);
    if (child.pid !== undefined) onSpawned(child.pid);
    return new MotoProcess(child, port, logFile);
  }

  /**
   * Waits until moto answers.
   *
   * @throws SpillwayError MOTO_DID_NOT_START when it ends or stays silent for 60 s,
   * PERSISTED_STATE_UNREADABLE
   */
  async untilItAnswers(): Promise<void> {
    const limit = Date.now() + START_LIMIT_MS;
    let ended: string | undefined;
    void this.#exited.then((how) => {
      ended = how;
    });
    while (ended === undefined && Date.now() < limit) {
      if (await answers(`${this.url}/moto-api/`, START_ANSWER_MS)) return;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    if (ended === undefined) await this.stop();
    if (this.#child.exitCode === REFUSED) throw unreadable(this.#logFile);
    throw localCloudError(
      "MOTO_DID_NOT_START",
      ended === undefined
        ? `moto did not answer within ${START_LIMIT_MS / 1_000} s`
        : `moto ended at its start: ${ended}`,
      { hint: `Its output is in ${this.#logFile}.` },
    );
  }

  async stop(): Promise<void> {
    this.#child.kill("SIGTERM");
    const kill = setTimeout(() => this.#child.kill("SIGKILL"), STOP_LIMIT_MS);
    await this.#exited;
    clearTimeout(kill);
  }

  async #untilItIsSilent(): Promise<string> {
    await untilSilent({
      answers: () => answers(`${this.url}/moto-api/`, LOOK_EVERY_MS),
      processorSeconds: () => processorSeconds(this.pid),
      sleep: () => delay(LOOK_EVERY_MS, undefined, { ref: false }),
    });
    return "moto is there but does not answer";
  }
}

/** Python's search path with our sitecustomize first, in a folder where Python may put its compiled form. */
function pythonPath(stateDir: string): string {
  const directory = path.join(stateDir, "python");
  for (const part of PYTHON_PARTS) {
    cpSync(path.join(PYTHON_SOURCES, part), path.join(directory, part), { recursive: true });
  }
  const inherited = process.env.PYTHONPATH;
  return inherited ? `${directory}${path.delimiter}${inherited}` : directory;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, "127.0.0.1", [0]);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

async function answers(url: string, withinMs: number): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(withinMs) });
    await response.arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

function unreadable(logFile: string) {
  const why = readFileSync(logFile, "utf8").trimEnd().split("\n").at(-1) ?? "";
  return localCloudError("PERSISTED_STATE_UNREADABLE", `the state is not as it was kept: ${why}`, {
    details: { file: logFile },
    hint: "Name another folder with --persist, or none; to begin anew there, delete it.",
  });
}
