import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { localCloudError } from "../errors.ts";
import { commandLine } from "./process-register.ts";

/**
 * The process that uses a state directory, from before it starts anything until it has stopped it all;
 * undefined when there is none. One that was killed holds nothing.
 */
export function holderOf(stateDir: string): number | undefined {
  return holderIn(fileIn(stateDir));
}

function holderIn(lock: string): number | undefined {
  try {
    const [pid = "", command = ""] = readFileSync(lock, "utf8").split("\n", 2);
    // Another program may have its id by now.
    return command !== "" && oneLine(Number(pid)) === command ? Number(pid) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Takes a state directory for this process.
 *
 * @returns gives it back
 * @throws SpillwayError LOCAL_CLOUD_RUNNING when another process, or this one already, has it
 */
export function lockStateDir(stateDir: string): () => void {
  const lock = fileIn(stateDir);
  const own = `${lock}.${process.pid}`;
  while (!isTaken(lock, own)) {
    refuseIfHeld(stateDir);
    // Whoever comes first takes the dead one's lock away; it may be a living one's by now.
    renameSync(lock, own);
    if (holderIn(own) !== undefined) linkSync(own, lock);
    rmSync(own);
    refuseIfHeld(stateDir);
  }
  return () => rmSync(lock, { force: true });
}

/** Puts a lock there, whole, if there is none. */
function isTaken(lock: string, own: string): boolean {
  writeFileSync(own, `${process.pid}\n${oneLine(process.pid)}`);
  try {
    linkSync(own, lock);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(own);
  }
}

function refuseIfHeld(stateDir: string): void {
  const pid = holderOf(stateDir);
  if (pid === undefined) return;
  throw localCloudError(
    "LOCAL_CLOUD_RUNNING",
    `expected a state directory that is free; process ${pid} runs a local cloud in ${stateDir}`,
    { details: { pid }, hint: "Stop it first, or give another --state-dir." },
  );
}

function fileIn(stateDir: string): string {
  return path.join(stateDir, "lock");
}

function oneLine(pid: number): string {
  return commandLine(pid)
    .replaceAll(/[\0\n]/g, " ")
    .trim();
}
