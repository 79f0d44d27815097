import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

/**
 * What processes hold in memory, in bytes, by process id; those that are gone are left out. On Linux
 * from /proc, elsewhere from one call of `ps`.
 */
export async function memoryOf(pids: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const found = process.platform === "linux" ? await fromProc(pids) : await fromPs(pids);
  return new Map(found);
}

async function fromProc(pids: readonly number[]): Promise<[number, number][]> {
  const read = pids.map(async (pid): Promise<[number, number][]> => {
    const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
    const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(status) ?? [];
    return kilobytes === undefined ? [] : [[pid, Number(kilobytes) * 1_024]];
  });
  return (await Promise.all(read)).flat();
}

async function fromPs(pids: readonly number[]): Promise<[number, number][]> {
  try {
    const { stdout } = await promisify(execFile)("ps", ["-o", "pid=,rss=", "-p", pids.join(",")]);
    return stdout
      .trim()
      .split("\n")
      .map((line): [number, number] => {
        const [pid = 0, kilobytes = 0] = line.trim().split(/\s+/).map(Number);
        return [pid, kilobytes * 1_024];
      });
  } catch {
    return [];
  }
}
