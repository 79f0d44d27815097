import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ScriptResult } from "../run-script.ts";

/** An empty folder of a machine that has Node and npm, and nothing of the checkout. */
export interface OutsideCheckout {
  /** Empty, until something is put or left in it. */
  readonly folder: string;
  /** Where `npm install -g` installs. */
  readonly prefix: string;
  /** Runs one line of a shell in the folder, or in `cwd`. */
  shell(line: string, options?: { readonly cwd?: string }): Promise<ScriptResult>;
  /** Starts a command in the folder, without waiting for its end. */
  start(command: string, args: readonly string[]): ChildProcess;
  remove(): void;
}

/**
 * Prepares a folder, a prefix and a cache of npm's own: nothing of the checkout is within reach, and nothing can be
 * fetched unless `env` says from where.
 *
 * @param env what commands find in the environment beside PATH; nothing is taken from that of the tests
 */
export function outsideCheckout(env: Readonly<Record<string, string>>): OutsideCheckout {
  const parent = mkdtempSync(join(tmpdir(), "spillway-installed-"));
  const folder = join(parent, "empty");
  const prefix = join(parent, "prefix");
  mkdirSync(folder);
  const environment = {
    PATH: [join(prefix, "bin"), dirname(process.execPath), process.env.PATH].join(":"),
    HOME: parent,
    AWS_EC2_METADATA_DISABLED: "true",
    NO_COLOR: "1",
    npm_config_prefix: prefix,
    npm_config_cache: join(parent, "npm-cache"),
    npm_config_offline: "true",
    npm_config_update_notifier: "false",
    ...env,
  };
  const started = (command: string, args: readonly string[], cwd: string) =>
    spawn(command, args, { cwd, env: environment, stdio: ["ignore", "pipe", "pipe"] });
  return {
    folder,
    prefix,
    shell: (line, { cwd = folder } = {}) => ended(started("bash", ["-c", line], cwd)),
    start: (command, args) => started(command, args, folder),
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
}

function ended(child: ChildProcess): Promise<ScriptResult> {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}
