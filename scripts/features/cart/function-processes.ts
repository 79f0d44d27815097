import type { Cloud } from "./cloud.ts";

/** Ids of the processes in which the local cloud runs the function behind the API. */
export async function functionProcesses({ cart, endpoint }: Cloud): Promise<readonly number[]> {
  const state = (await (await fetch(`${endpoint}/_spillway/state`)).json()) as {
    readonly functions: readonly { readonly name: string; readonly pids: readonly number[] }[];
  };
  return state.functions.find(({ name }) => name === cart.api_function_name)?.pids ?? [];
}

/** Ends processes at once, as a machine that is lost does: nothing is done at their end. */
export function kill(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It is gone already.
    }
  }
}
