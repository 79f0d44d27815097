import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Cloud } from "./cloud.ts";

/** What a writer has done so far, as it says itself. */
export interface Written {
  readonly sent: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly lastError?: string;
}

/** A process that writes until it is killed. */
export interface Writing {
  readonly written: () => Written;
  /** Kills it at once: nothing that it might still do is done. */
  kill(): Promise<Written>;
}

/** Starts a process that writes so many items a second to the table through a wrapped client. */
export function startWriting(cloud: Cloud, run: string, perSecond: number): Writing {
  const { endpoint, region, scaling, table } = cloud;
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, "writer.ts"), table, run, String(perSecond)],
    {
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        ...process.env,
        ...scaling.client_environment,
        AWS_REGION: region,
        ...(endpoint !== undefined && {
          AWS_ENDPOINT_URL: endpoint,
          AWS_ACCESS_KEY_ID: "test",
          AWS_SECRET_ACCESS_KEY: "test",
        }),
      },
    },
  );
  let written: Written = { sent: 0, succeeded: 0, failed: 0 };
  createInterface(child.stdout).on("line", (line) => {
    written = JSON.parse(line) as Written;
  });
  const ended = once(child, "close");
  return {
    written: () => {
      if (child.exitCode !== null) {
        throw new Error(`expected a writer that goes on; it ended with ${child.exitCode}`);
      }
      return written;
    },
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
      return written;
    },
  };
}
