import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { endProcessTree } from "./process-tree.ts";

/**
 * The child processes of a local cloud, one small file each in the state directory, so that they can
 * be ended even when the process that started them is gone.
 */
export class ProcessRegister {
  /** Where the files are. */
  readonly directory: string;

  constructor(stateDir: string) {
    this.directory = path.join(stateDir, "processes");
    mkdirSync(this.directory, { recursive: true });
  }

  /**
   * Notes a process.
   *
   * @param mark a part of its command line, by which it is told from a later owner of its id
   * @param environmentEntry what it and its children have in their environment, and nobody else
   */
  add(pid: number, mark: string, environmentEntry = ""): void {
    writeFileSync(path.join(this.directory, String(pid)), `${mark}\n${environmentEntry}`);
  }

  remove(pid: number): void {
    rmSync(path.join(this.directory, String(pid)), { force: true });
  }

  /** The ids of noted processes that still run. */
  running(): number[] {
    return this.#noted()
      .filter(({ pid, mark }) => isProcess(pid, mark))
      .map(({ pid }) => pid);
  }

  /** Ends every noted process that still runs, with its children, and gives how many were noted. */
  endAll(): number {
    let ended = 0;
    for (const { pid, mark, environmentEntry } of this.#noted()) {
      if (isProcess(pid, mark)) {
        endProcessTree(pid, environmentEntry);
        ended += 1;
      }
      this.remove(pid);
    }
    return ended;
  }

  #noted() {
    return readdirSync(this.directory).map((file) => {
      const text = readFileSync(path.join(this.directory, file), "utf8");
      const [mark = "", environmentEntry = ""] = text.split("\n");
      return {
        pid: Number(file),
        mark,
        environmentEntry: environmentEntry === "" ? undefined : environmentEntry,
      };
    });
  }
}

/** Whether a process of this id runs and its command line holds `mark`. */
export function isProcess(pid: number, mark: string): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0 || mark === "") return false;
  return commandLine(pid).includes(mark);
}

/** The command line of a process: empty for one that is gone, or that has ended and waits for its parent to look. */
export function commandLine(pid: number): string {
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
