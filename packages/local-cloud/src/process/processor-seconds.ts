import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** Linux tells every program hundredths of a second, whatever its kernel counts in. */
const TICKS = 100;
const [USER, SYSTEM] = [11, 12];

/**
 * The processor time that a process has had since it began, in seconds; undefined where it is gone or nobody tells.
 *
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export function processorSeconds(pid: number): number | undefined {
  try {
    if (existsSync("/proc/self/stat"))
      return secondsOfStat(readFileSync(`/proc/${pid}/stat`, "utf8"));
    return secondsOfPs(
      execFileSync("ps", ["-p", String(pid), "-o", "time="], { encoding: "utf8" }),
    );
  } catch {
    return undefined;
  }
}

/** The name of the program, in parentheses, may hold anything. */
function secondsOfStat(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[USER]) + Number(fields[SYSTEM])) / TICKS;
}

/** `[[days-]hours:]minutes:seconds`, such as `1:02.50` of macOS. */
export function secondsOfPs(text: string): number {
  const [days = "0", time = ""] = text.includes("-") ? text.trim().split("-") : ["0", text.trim()];
  const parts = time.split(":").map(Number);
  return parts.reduce((sum, part) => sum * 60 + part, 0) + Number(days) * 86_400;
}
