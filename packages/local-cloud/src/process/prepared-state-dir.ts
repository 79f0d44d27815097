import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { KEPT_FOLDER } from "../persistence/kept-state.ts";
import { ProcessRegister } from "./process-register.ts";

/**
 * Empties the state directory of what an earlier local cloud left in it, and ends its processes.
 *
 * @returns the register of processes, none of which runs any more
 */
export function preparedStateDir(stateDir: string): ProcessRegister {
  mkdirSync(stateDir, { recursive: true });
  const register = new ProcessRegister(stateDir);
  register.endAll();
  for (const old of [KEPT_FOLDER, "functions", "logs", "moto.log"]) {
    rmSync(path.join(stateDir, old), { recursive: true, force: true });
  }
  return register;
}
