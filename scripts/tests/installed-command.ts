import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { root, run, type ScriptResult } from "./run-script.ts";

/** The command as npm installed it from its tarball, outside of the checkout. */
export interface InstalledCommand {
  /** An empty folder but for the tarball, and what commands leave in it. */
  readonly folder: string;
  /** Where npm put the package. */
  readonly home: string;
  /** Runs one line of a shell in the folder, or in `cwd`. */
  shell(line: string, options?: { readonly cwd?: string }): Promise<ScriptResult>;
  /** Starts `spillway`, without waiting for its end. */
  start(args: readonly string[]): ReturnType<typeof spawn>;
  remove(): void;
}

/**
 * Builds the tarball, and prepares a folder, a prefix and a cache of npm's own for it: nothing of the checkout is
 * within reach, and nothing can be fetched.
 *
 * @param env AWS settings; none are taken from the environment of the tests
 */
export async function commandToInstall(
  env: Readonly<Record<string, string>>,
): Promise<InstalledCommand> {
  const built = await run("pnpm", ["exec", "turbo", "run", "build", "--filter", "@spillway/cli"]);
  if (built.code !== 0) throw new Error(built.stdout + built.stderr);
  const dist = join(root, "apps", "cli", "dist");
  const tarball = readdirSync(dist).find((name) => name.endsWith(".tgz")) ?? "none.tgz";
  const parent = mkdtempSync(join(tmpdir(), "spillway-installed-"));
  const folder = join(parent, "empty");
  const prefix = join(parent, "prefix");
  mkdirSync(folder);
  copyFileSync(join(dist, tarball), join(folder, basename(tarball)));
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
    home: join(prefix, "lib", "node_modules", "spillway"),
    shell: (line, { cwd = folder } = {}) => ended(started("bash", ["-c", line], cwd)),
    start: (args) => started("spillway", args, folder),
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
}

function ended(child: ReturnType<typeof spawn>): Promise<ScriptResult> {
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
