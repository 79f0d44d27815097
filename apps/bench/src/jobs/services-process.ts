import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The services of the workers, in a process of their own. */
export interface JobServices {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * @param file the object that they read
 * @param engine DynamoDB, for all but the batches
 * @param onMessage called with the body of each message that is sent to the queue
 */
export async function jobServices(
  file: string,
  engine: string,
  onMessage: (body: string) => void,
): Promise<JobServices> {
  const script = fileURLToPath(new URL("./job-services.ts", import.meta.url));
  const child = spawn(process.execPath, ["--no-warnings", script, file, engine], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout });
  const [url] = await once(lines, "line");
  lines.on("line", onMessage);
  return {
    url: String(url),
    async close() {
      child.stdin.end();
      await once(child, "exit");
    },
  };
}
