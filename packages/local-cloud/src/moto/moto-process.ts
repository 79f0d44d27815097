import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, cpSync, openSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { localCloudError } from "../errors.ts";
import { listen } from "../gateway/listen.ts";

export interface MotoOptions {
  /** The moto_server executable. */
  readonly server: string;
  /** Where its output goes, as `moto.log`. */
  readonly stateDir: string;
  readonly onSpawned: (pid: number) => void;
}

const PYTHON_SOURCES = fileURLToPath(new URL(".", import.meta.url));
const PYTHON_PARTS = ["sitecustomize.py", "patches"];
const START_LIMIT_MS = 60_000;
const POLL_MS = 50;
const STOP_LIMIT_MS = 3_000;

/** The moto server: a child process on a free loopback port. */
export class MotoProcess {
  readonly url: string;
  readonly pid: number;
  /** Settles when the process has ended, with how. */
  readonly exited: Promise<string>;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, pid: number, url: string, exited: Promise<string>) {
    this.#child = child;
    this.pid = pid;
    this.url = url;
    this.exited = exited;
  }

  /**
   * Starts moto and waits until it answers.
   *
   * @throws SpillwayError MOTO_DID_NOT_START when it ends or stays silent for 60 s
   */
  static async start({ server, stateDir, onSpawned }: MotoOptions): Promise<MotoProcess> {
    const logFile = path.join(stateDir, "moto.log");
    const port = await freePort();
    const output = openSync(logFile, "a");
    const child = spawn(server, ["-H", "127.0.0.1", "-p", String(port)], {
      stdio: ["ignore", output, output],
      env: {
        ...process.env,
        PYTHONPATH: pythonPath(stateDir),
        // Should the patch that reads them leaner not fit: see patches/managed_policies.py.
        MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
      },
    });
    closeSync(output);
    if (child.pid !== undefined) onSpawned(child.pid);
    const exited = new Promise<string>((resolve) => {
      child.once("error", (error) => resolve(error.message));
      child.once("exit", (code, signal) => resolve(signal ?? `exit status ${code}`));
    });
    const moto = new MotoProcess(child, child.pid ?? 0, `http://127.0.0.1:${port}`, exited);
    await moto.#untilItAnswers(logFile);
    return moto;
  }

  async stop(): Promise<void> {
    this.#child.kill("SIGTERM");
    const kill = setTimeout(() => this.#child.kill("SIGKILL"), STOP_LIMIT_MS);
    await this.exited;
    clearTimeout(kill);
  }

  async #untilItAnswers(logFile: string): Promise<void> {
    const limit = Date.now() + START_LIMIT_MS;
    let ended: string | undefined;
    void this.exited.then((how) => {
      ended = how;
    });
    while (ended === undefined && Date.now() < limit) {
      if (await answers(`${this.url}/moto-api/`)) return;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    if (ended === undefined) await this.stop();
    throw localCloudError(
      "MOTO_DID_NOT_START",
      ended === undefined
        ? `moto did not answer within ${START_LIMIT_MS / 1_000} s`
        : `moto ended at its start: ${ended}`,
      { hint: `Its output is in ${logFile}.` },
    );
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

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(1_000) });
    await response.arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
