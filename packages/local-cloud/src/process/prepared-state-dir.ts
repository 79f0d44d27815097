import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { isSpillwayError } from "@spillway/errors";
import { localCloudError } from "../errors.ts";
import { KEPT_FOLDER } from "../persistence/kept-state.ts";
import type { ClosingStack } from "./closing-stack.ts";
import { ProcessRegister } from "./process-register.ts";
import { removeEnding, removeState } from "./state-file.ts";
import { lockStateDir } from "./state-lock.ts";

/**
 * Takes the state directory for this process, ends what an earlier local cloud left running there, and
 * empties it of what that one left in it.
 *
 * @returns the register of processes, none of which runs any more
 * @throws SpillwayError LOCAL_CLOUD_RUNNING, STATE_DIR_NOT_WRITABLE
 */
export function preparedStateDir(stateDir: string, closing: ClosingStack): ProcessRegister {
  try {
    mkdirSync(stateDir, { recursive: true });
    const giveBack = lockStateDir(stateDir);
    closing.add("state directory", giveBack);
    const register = new ProcessRegister(stateDir);
    register.endAll();
    removeState(stateDir);
    removeEnding(stateDir);
    for (const old of [KEPT_FOLDER, "functions", "logs", "moto.log", "python"]) {
      rmSync(path.join(stateDir, old), { recursive: true, force: true });
    }
    return register;
  } catch (error) {
    throw isSpillwayError(error) ? error : notWritable(stateDir, error);
  }
}

/** The error for a state directory in which something could not be written. */
export function notWritable(stateDir: string, cause: unknown) {
  const why = cause instanceof Error ? cause.message : String(cause);
  return localCloudError(
    "STATE_DIR_NOT_WRITABLE",
    `expected a state directory that can be written; came ${stateDir}: ${why}`,
    {
      details: { stateDir },
      hint: "Make room or give rights, or name another --state-dir.",
      cause,
    },
  );
}
