import type { ClosingStack } from "../process/closing-stack.ts";
import type { ProcessRegister } from "../process/process-register.ts";
import { MotoProcess } from "./moto-process.ts";
import { motoServerPath } from "./moto-server-path.ts";

/**
 * Finds and starts moto, and sees to its end.
 *
 * @throws SpillwayError MOTO_NOT_FOUND, MOTO_DID_NOT_START
 */
export async function startMoto(
  stateDir: string,
  register: ProcessRegister,
  closing: ClosingStack,
): Promise<MotoProcess> {
  const moto = await MotoProcess.start({
    server: motoServerPath(process.env),
    stateDir,
    onSpawned: (pid) => register.add(pid, "moto_server"),
  });
  closing.add("moto", async () => {
    await moto.stop();
    register.remove(moto.pid);
  });
  return moto;
}
