import { type ChildProcess, spawn } from "node:child_process";
import { LineSplitter } from "./log-lines.ts";

/** How a process of an execution environment is started. */
export interface ProcessStart {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
}

/**
 * Becomes the command, and leaves one beside it in its process group that waits for the end of the pipe
 * at 3, which only this process holds: when it is gone, killed perhaps, the whole group ends.
 */
const WATCHED = '{ read -r _ <&3; kill -KILL 0; } >/dev/null 2>&1 & exec "$@" 3<&-';

/** A process in a group of its own, which ends whole: what a function forked and left behind, too. */
export class EnvironmentProcess {
  readonly pid: number | undefined;
  /** Settles when the process has ended, with how. */
  readonly exited: Promise<string>;
  readonly #child: ChildProcess;

  constructor({ command, args, cwd, env, onLine }: ProcessStart) {
    const child = spawn("/bin/sh", ["-c", WATCHED, "sh", command, ...args], {
      cwd,
      env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "pipe"],
    });
    this.#child = child;
    this.pid = child.pid;
    // The watcher's end is closed when it ends.
    child.stdio[3]?.on("error", () => undefined);
    for (const stream of [child.stdout, child.stderr]) {
      const lines = new LineSplitter(onLine);
      stream?.setEncoding("utf8").on("data", (text: string) => lines.push(text));
      stream?.on("end", () => lines.flush());
    }
    this.exited = new Promise((resolve) => {
      child.once("error", (error) => resolve(error.message));
      child.once("exit", (code, signal) => {
        this.#killGroup();
        resolve(signal ? `signal: ${signal}` : `exit status ${code}`);
      });
    });
  }

  /** Ends the process and all that it started, and waits until it has. */
  async stop(): Promise<void> {
    this.#killGroup();
    await this.exited;
  }

  /** A group keeps its number from being given to another process as long as one of it runs. */
  #killGroup(): void {
    if (this.pid === undefined) return;
    try {
      process.kill(-this.pid, "SIGKILL");
    } catch {
      // Nothing of it runs any more.
      this.#child.kill("SIGKILL");
    }
  }
}
