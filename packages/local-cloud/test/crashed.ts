import { readdirSync } from "node:fs";
import path from "node:path";
import type { RunningLocalCloud } from "../src/index.ts";

/** Ends a local cloud and moto at once, as a power cut does that the disk survives. */
export function crashed({ pid }: RunningLocalCloud, stateDir: string): void {
  const noted = readdirSync(path.join(stateDir, "processes")).map(Number);
  for (const one of [pid, ...noted]) {
    try {
      process.kill(one, "SIGKILL");
    } catch {
      // It ended with the first.
    }
  }
}
