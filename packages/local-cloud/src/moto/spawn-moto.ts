import type { ClosingStack } from "../process/closing-stack.ts";
import type { ProcessRegister } from "../process/process-register.ts";
import { MotoProcess } from "./moto-process.ts";
import { motoServerPath } from "./moto-server-path.ts";

export interface SpawnMotoOptions {
  readonly stateDir: string;
  readonly register: ProcessRegister;
  /** A folder in which moto's state is kept; undefined when it is in memory only. */
  readonly persist: string | undefined;
  readonly closing: ClosingStack;
}

/**
 * Finds and starts moto, which answers later, and sees to its end.
 *
 * @throws SpillwayError MOTO_NOT_FOUND
 */
export async function spawnMoto(options: SpawnMotoOptions): Promise<MotoProcess> {
  const { stateDir, register, persist, closing } = options;
  const moto = await MotoProcess.spawn({
    server: motoServerPath(process.env),
    stateDir,
    processes: register.directory,
    persist,
    onSpawned: (pid) => register.add(pid, "moto_server"),
  });
  closing.add("moto", async () => {
    await moto.stop();
    register.remove(moto.pid);
  });
  return moto;
}
