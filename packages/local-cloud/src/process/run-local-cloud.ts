import { parseArgs } from "node:util";
import type { ProxyDecreaseRule } from "@spillway/capacity-proxy";
import { isSpillwayError } from "@spillway/errors";
import { localCloudError } from "../errors.ts";
import type { LocalCloud } from "../local-cloud.ts";
import { type LocalCloudOptions, localCloudSettings } from "../options.ts";
import { startLocalCloud } from "../start-local-cloud.ts";
import { notWritable } from "./prepared-state-dir.ts";
import { ProcessRegister } from "./process-register.ts";
import { removeState, writeEnding, writeState } from "./state-file.ts";

/** A part of the command line of a process that runs a local cloud. */
export const PROCESS_MARK = "src/main.ts";

const CLOSE_LIMIT_MS = 10_000;
const LATE = `not everything had stopped after ${CLOSE_LIMIT_MS / 1_000} s`;

const HELP = `Usage: node packages/local-cloud/src/main.ts [options]

Runs a local AWS in the foreground until SIGTERM or SIGINT.

  --port <n>            port of its endpoint, default 4566; the next free one if it is taken
  --burst-seconds <n>   seconds of unused capacity a table may save, 0 to 300, default 300
  --updating-seconds <n>
                        how long a table stays UPDATING while its capacity changes, 0 to 3600, default 0
  --decrease-rule <rule>
                        how often capacity may be decreased: "four and one an hour" as in DynamoDB,
                        "four, then hourly" as for older accounts, default "unlimited"
  --region <name>       default us-east-1
  --enforce-all         hold everybody to IAM policies, not only functions' roles
  --asynchronous-retry-seconds <n>
                        how long an event waits after its function failed, 0.1 to 900, default 60
  --state-dir <path>    default .spillway/local-cloud
  --persist <path>      keep everything there, to be there again after a restart or a crash
  --help                show this
`;

/**
 * The local cloud in the foreground: runs until SIGTERM, SIGINT, SIGHUP or the failure of a part, then stops
 * everything that it started, by force after 10 s or a second signal. What goes wrong is said in one line.
 *
 * @returns the exit code: 0 after a signal, 1 when a part failed or had to be ended by force, 2 for
 * wrong options, 3 when it could not start
 */
export async function runLocalCloud(args: readonly string[]): Promise<number> {
  // Nobody reads any more, or the disk is full: no reason to end.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  try {
    const { help, ...options } = optionsOf(args);
    if (help) {
      process.stdout.write(HELP);
      return 0;
    }
    return await untilStopped(options);
  } catch (error) {
    if (!isSpillwayError(error)) {
      report("the local cloud did not start", error);
      return 1;
    }
    const hint = error.hint === undefined ? "" : `${error.hint}\n`;
    process.stderr.write(`${error.code}: ${error.message}\n${hint}`);
    return error.errorClass === "usage" ? 2 : 3;
  }
}

async function untilStopped(options: LocalCloudOptions): Promise<number> {
  const { stateDir } = localCloudSettings(options);
  const signals = new Signals();
  const cloud = await Promise.race([startLocalCloud(options, report), signals.next]);
  if ("why" in cloud) return endedEarly(stateDir, cloud);
  const { endpoint, startedAt } = cloud;
  try {
    writeState(stateDir, { pid: process.pid, endpoint, startedAt });
  } catch (error) {
    await cloud.close();
    throw notWritable(stateDir, error);
  }
  process.stdout.write(`local cloud at ${endpoint}\n`);
  const { code, why } = await Promise.race([signals.next, failureOf(cloud)]);
  process.stdout.write(`stopping: ${why}\n`);
  if (code !== 0) noteEnding(stateDir, why);
  const forced = await Promise.race([cloud.close(), signals.again()]);
  if (forced !== undefined) {
    process.stdout.write(`ended by force: ${forced}\n`);
    new ProcessRegister(stateDir).endAll();
  }
  removeState(stateDir);
  return forced === undefined ? code : 1;
}

/** A signal before it was up: what it had begun to start is noted, and ends here. */
function endedEarly(stateDir: string, { code, why }: Ending): number {
  process.stdout.write(`stopping: ${why}\n`);
  new ProcessRegister(stateDir).endAll();
  return code;
}

function noteEnding(stateDir: string, why: string): void {
  try {
    writeEnding(stateDir, { at: new Date().toISOString(), why });
  } catch (error) {
    report("why it ended was not noted", error);
  }
}

interface Ending {
  readonly code: number;
  readonly why: string;
}

async function failureOf(cloud: LocalCloud): Promise<Ending> {
  return { code: 1, why: await cloud.failed };
}

/** Signals that ask for the end, and errors that nobody caught. */
class Signals {
  readonly next: Promise<Ending>;
  readonly #second = Promise.withResolvers<string>();

  constructor() {
    const first = Promise.withResolvers<Ending>();
    this.next = first.promise;
    let came = 0;
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) {
      process.on(signal, () => {
        came += 1;
        first.resolve({ code: 0, why: signal });
        if (came > 1) this.#second.resolve(`${signal} came again`);
      });
    }
    const crash = (error: unknown) => {
      report("not caught:", error);
      first.resolve({ code: 1, why: "an error that nobody caught" });
    };
    process.on("uncaughtException", crash).on("unhandledRejection", crash);
  }

  /** Settles when there is no more waiting: at another signal, or after 10 s. */
  again(): Promise<string> {
    setTimeout(() => this.#second.resolve(LATE), CLOSE_LIMIT_MS).unref();
    return this.#second.promise;
  }
}

/** One line for whatever went wrong; of an error that nobody made on purpose also where it came from. */
function report(message: string, error: unknown): void {
  process.stderr.write(`${new Date().toISOString()} ${message} ${described(error)}\n`);
}

function described(error: unknown): string {
  if (!(error instanceof Error)) return error === undefined ? "" : oneLine(String(error));
  // Errors of the system and of AWS have a code or a name that says enough.
  const onPurpose = isSpillwayError(error) || "code" in error || "$fault" in error;
  const place = onPurpose
    ? undefined
    : error.stack?.split("\n").find((line) => /^ +at /.test(line));
  return oneLine(
    `${error.name}: ${error.message}${place === undefined ? "" : ` (${place.trim()})`}`,
  );
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, " ");
}

function optionsOf(args: readonly string[]): LocalCloudOptions & { help: boolean } {
  const { values } = parsed(args);
  return {
    help: values.help ?? false,
    ...(values.port !== undefined && { port: Number(values.port) }),
    ...(values["burst-seconds"] !== undefined && { burstSeconds: Number(values["burst-seconds"]) }),
    ...(values["updating-seconds"] !== undefined && {
      updatingSeconds: Number(values["updating-seconds"]),
    }),
    ...(values["decrease-rule"] !== undefined && {
      // Another word is refused with the other options.
      decreaseRule: values["decrease-rule"] as ProxyDecreaseRule,
    }),
    ...(values.region !== undefined && { region: values.region }),
    ...(values["enforce-all"] !== undefined && { enforceAll: values["enforce-all"] }),
    ...(values["asynchronous-retry-seconds"] !== undefined && {
      asynchronousRetrySeconds: Number(values["asynchronous-retry-seconds"]),
    }),
    ...(values.persist !== undefined && { persist: values.persist }),
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
        "updating-seconds": { type: "string" },
        "decrease-rule": { type: "string" },
        region: { type: "string" },
        "enforce-all": { type: "boolean" },
        "asynchronous-retry-seconds": { type: "string" },
        "state-dir": { type: "string" },
        persist: { type: "string" },
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
