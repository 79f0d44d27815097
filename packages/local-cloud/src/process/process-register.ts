import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * The child processes of a local cloud, one small file each in the state directory, so that they can
 * be ended even when the process that started them is gone.
 */
export class ProcessRegister {
  readonly #directory: string;

  constructor(stateDir: string) {
    this.#directory = path.join(stateDir, "processes");
    mkdirSync(this.#directory, { recursive: true });
  }

  /** Notes a process. `mark` is a part of its command line, by which it is told from a later owner of its id. */
  add(pid: number, mark: string): void {
    writeFileSync(path.join(this.#directory, String(pid)), mark);
  }

  remove(pid: number): void {
    rmSync(path.join(this.#directory, String(pid)), { force: true });
  }

  /** The processes that are noted: their ids, and the part of the command line that each was noted with. */
  list(): readonly { readonly pid: number; readonly mark: string }[] {
    return readdirSync(this.#directory).flatMap((file) => {
      try {
        const mark = readFileSync(path.join(this.#directory, file), "utf8");
        return { pid: Number(file), mark };
      } catch {
        // Ended meanwhile.
        return [];
      }
    });
  }

  /** Ends every noted process that still runs, and gives how many there were. */
  endAll(): number {
    let ended = 0;
    for (const file of readdirSync(this.#directory)) {
      const pid = Number(file);
      const mark = readFileSync(path.join(this.#directory, file), "utf8");
      if (isProcess(pid, mark)) {
        kill(pid);
        ended += 1;
      }
      this.remove(pid);
    }
    return ended;
  }
}

/** Ends a process, and its group where it leads one, as an execution environment does. */
function kill(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    process.kill(pid, "SIGKILL");
  }
}

/** Whether a process of this id runs and its command line holds `mark`. */
export function isProcess(pid: number, mark: string): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  return commandLine(pid).includes(mark);
}

/** Empty for a process that is gone, or that has ended and waits for its parent to look. */
function commandLine(pid: number): string {
  try {
    // Linux, where a slim system may have no ps.
    if (existsSync("/proc/self/cmdline")) return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    const output = execFileSync("ps", ["-p", String(pid), "-o", "stat=,command="], {
      encoding: "utf8",
    });
    return output.trimStart().startsWith("Z") ? "" : output;
  } catch {
    return "";
  }
}
