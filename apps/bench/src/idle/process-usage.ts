import { readFileSync } from "node:fs";

/** In /proc, as on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;
const USER_TIME = 11;
const SYSTEM_TIME = 12;

/** The processor time that a process has used, in seconds; 0 when it is gone. */
export function cpuSeconds(pid: number): number {
  // The name may hold anything, a bracket too: what counts begins after the last one.
  const fields = textOf(pid, "stat").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[USER_TIME] ?? 0) + Number(fields[SYSTEM_TIME] ?? 0)) / TICKS_PER_SECOND;
}

/** The memory that a process holds, in MB; 0 when it is gone. */
export function residentMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(textOf(pid, "status"))?.[1] ?? 0) / 1_024;
}

function textOf(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
