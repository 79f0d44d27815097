import { readdirSync, readFileSync } from "node:fs";

/**
 * Ends a process that leads a group, its group, and on Linux whoever has an entry of the environment, such as
 * `AWS_LAMBDA_RUNTIME_API=127.0.0.1:40001`, which children inherit: so a child goes too that made a group
 * or session of its own. What is gone already is no error.
 */
export function endProcessTree(pid: number, environmentEntry?: string): void {
  kill(-pid);
  kill(pid);
  if (environmentEntry !== undefined) for (const one of withEntry(environmentEntry)) kill(one);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Gone, or no leader of a group.
  }
}

function withEntry(entry: string): number[] {
  return processes().filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(entry);
    } catch {
      // Gone meanwhile, or another user's.
      return false;
    }
  });
}

/** Every process that there is, where the system tells (Linux). */
function processes(): number[] {
  try {
    return readdirSync("/proc")
      .map(Number)
      .filter((pid) => Number.isSafeInteger(pid) && pid !== process.pid);
  } catch {
    return [];
  }
}
