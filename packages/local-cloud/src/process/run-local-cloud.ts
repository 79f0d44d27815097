import { parseArgs } from "node:util";
import { isSpillwayError } from "@spillway/errors";
import { localCloudError } from "../errors.ts";
import { type LocalCloudOptions, localCloudSettings } from "../options.ts";
import { type LocalCloud, startLocalCloud } from "../start-local-cloud.ts";
import { isProcess } from "./process-register.ts";
import { readState, removeState, writeState } from "./state-file.ts";

/** A part of the command line of a process that runs a local cloud. */
export const PROCESS_MARK = "src/main.ts";

const HELP = `Usage: node packages/local-cloud/src/main.ts [options]

Runs a local AWS in the foreground until SIGTERM or SIGINT.

  --port <n>            port of its endpoint, default 4566; the next free one if it is taken
  --burst-seconds <n>   seconds of unused capacity a table may save, 0 to 300, default 300
  --region <name>       default us-east-1
  --enforce-all         hold everybody to IAM policies, not only functions' roles
  --asynchronous-retry-seconds <n>
                        how long an event waits after its function failed, 0.1 to 900, default 60
  --state-dir <path>    default .spillway/local-cloud
  --help                show this
`;

/**
 * The local cloud in the foreground: runs until SIGTERM, SIGINT or the failure of a part, then stops
 * everything that it started.
 *
 * @returns the exit code: 0 after a signal, 1 when a part failed, 2 for wrong options, 3 when it
 * could not start
 */
export async function runLocalCloud(args: readonly string[]): Promise<number> {
  try {
    const { help, ...options } = optionsOf(args);
    if (help) {
      process.stdout.write(HELP);
      return 0;
    }
    return await untilStopped(options);
  } catch (error) {
    if (!isSpillwayError(error)) throw error;
    process.stderr.write(`${error.code}: ${error.message}\n${error.hint ?? ""}\n`);
    return error.errorClass === "usage" ? 2 : 3;
  }
}

async function untilStopped(options: LocalCloudOptions): Promise<number> {
  const { stateDir } = localCloudSettings(options);
  const other = readState(stateDir);
  if (other && other.pid !== process.pid && isProcess(other.pid, PROCESS_MARK)) {
    throw localCloudError("LOCAL_CLOUD_RUNNING", `a local cloud runs there: ${other.endpoint}`, {
      details: { endpoint: other.endpoint },
      hint: "Stop it first, or give another --state-dir.",
    });
  }
  const ended = endOfProcess();
  const cloud = await startLocalCloud(options, report);
  const { endpoint, startedAt } = cloud;
  writeState(stateDir, { pid: process.pid, endpoint, startedAt });
  process.stdout.write(`local cloud at ${endpoint}\n`);
  const { code, why } = await Promise.race([ended, failureOf(cloud)]);
  process.stdout.write(`stopping: ${why}\n`);
  await cloud.close();
  removeState(stateDir);
  return code;
}

interface Ending {
  readonly code: number;
  readonly why: string;
}

async function failureOf(cloud: LocalCloud): Promise<Ending> {
  return { code: 1, why: await cloud.failed };
}

/** Settles at a signal, or at an error that nobody caught. */
function endOfProcess(): Promise<Ending> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) {
      process.on(signal, () => resolve({ code: 0, why: signal }));
    }
    const crash = (error: unknown) => {
      report("not caught", error);
      resolve({ code: 1, why: "an error that nobody caught" });
    };
    process.on("uncaughtException", crash).on("unhandledRejection", crash);
  });
}

function report(message: string, error: unknown): void {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error ?? "");
  process.stderr.write(`${new Date().toISOString()} ${message} ${detail}\n`);
}

function optionsOf(args: readonly string[]): LocalCloudOptions & { help: boolean } {
  const { values } = parsed(args);
  return {
    help: values.help ?? false,
    ...(values.port !== undefined && { port: Number(values.port) }),
    ...(values["burst-seconds"] !== undefined && { burstSeconds: Number(values["burst-seconds"]) }),
    ...(values.region !== undefined && { region: values.region }),
    ...(values["enforce-all"] !== undefined && { enforceAll: values["enforce-all"] }),
    ...(values["asynchronous-retry-seconds"] !== undefined && {
      asynchronousRetrySeconds: Number(values["asynchronous-retry-seconds"]),
    }),
    ...(values["state-dir"] !== undefined && { stateDir: values["state-dir"] }),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: "string" },
        "burst-seconds": { type: "string" },
        region: { type: "string" },
        "enforce-all": { type: "boolean" },
        "asynchronous-retry-seconds": { type: "string" },
        "state-dir": { type: "string" },
        help: { type: "boolean" },
      },
    });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw localCloudError("LOCAL_CLOUD_OPTIONS_INVALID", message, {
      hint: "See --help.",
      cause,
    });
  }
}
