import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** As scripts/spillway starts it. */
const COMMAND = [
  "--disable-warning=ExperimentalWarning",
  "--import",
  new URL("../../../packages/local-cloud/src/process/stripped-types.mjs", import.meta.url).href,
  fileURLToPath(new URL("../src/index.ts", import.meta.url)),
];

/** What a run of the command ended with. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run of the command, as a person would start it, that has not ended yet. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

export interface RunOptions {
  readonly cwd: string;
  /** Beside PATH. No AWS settings are taken from the environment of the tests. */
  readonly env?: Readonly<Record<string, string>>;
  /** Standard input; it is empty by default. `null`: whoever started it writes to it, and ends it. */
  readonly input?: string | Uint8Array | null;
  /** A file that standard output goes to. Default: what the run gives back. */
  readonly output?: string;
}

/** Starts `spillway` with arguments, in a process of its own. */
export function startSpillway(args: readonly string[], options: RunOptions): Running {
  const { cwd, env = {}, input = "", output } = options;
  const command = [process.execPath, ...COMMAND, ...args];
  const [program = "", ...rest] = output === undefined ? command : redirected(command, output);
  const child = spawn(program, rest, {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, AWS_EC2_METADATA_DISABLED: "true", ...env },
    stdio: "pipe",
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  // One that ends without reading its input closes the pipe.
  child.stdin.on("error", () => {});
  if (input !== null) child.stdin.end(input);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { child, ended };
}

function redirected(command: readonly string[], output: string): readonly string[] {
  return ["sh", "-c", 'output=$1; shift; exec "$@" >"$output"', "sh", output, ...command];
}

/** Runs `spillway` to its end. */
export function runSpillway(args: readonly string[], options: RunOptions): Promise<Ended> {
  return startSpillway(args, options).ended;
}
