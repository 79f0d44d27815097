import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A program of this folder that listens, in a process of its own. */
export interface Child {
  /** The address that it printed first. */
  readonly url: string;
  /** Sends it a line; the line that it answers. */
  ask(): Promise<string>;
  close(): Promise<void>;
}

/** @param script for example `./instant-engine.ts` */
export async function childOf(script: string, args: readonly string[] = []): Promise<Child> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, ["--no-warnings", path, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async () => {
    const { value } = await lines.next();
    return String(value);
  };
  return {
    url: await line(),
    ask: () => {
      child.stdin.write("\n");
      return line();
    },
    async close() {
      const exited = once(child, "exit");
      child.stdin.end();
      await exited;
    },
  };
}
