import { readFileSync } from "node:fs";
import { endProcessTree } from "../process/process-tree.ts";
import type { DeployedFunction } from "./deployed-function.ts";
import { EnvironmentProcess } from "./environment-process.ts";
import { environmentVariables } from "./environment-variables.ts";
import { type InvocationOutcome, platformError, reportLine } from "./invocation-outcome.ts";
import { LogTail } from "./log-lines.ts";
import type { RoleCredentials } from "./role-credentials.ts";
import { type RuntimeAnswer, RuntimeApi, type RuntimeInvocation } from "./runtime-api.ts";
import { type RuntimePrograms, runtimeCommand } from "./runtimes/runtime-command.ts";

/** What every environment of a host shares. */
export interface EnvironmentContext {
  readonly region: string;
  readonly endpoint: string;
  readonly programs: RuntimePrograms;
  readonly onLog: (functionName: string, stream: string, line: string) => void;
  /** Told of each child process, with an entry of its environment that only it and its children have. */
  readonly onSpawned: (pid: number, environmentEntry: string) => void;
  readonly onExited: (pid: number) => void;
}

/** What ended an invocation. */
type Ending =
  | { readonly kind: "answered"; readonly answer: RuntimeAnswer }
  | { readonly kind: "init-failed"; readonly answer: RuntimeAnswer }
  | { readonly kind: "timed-out" }
  | { readonly kind: "exited"; readonly how: string };

/** Lambda's limit for loading the code, before the function's own timeout begins. */
const INIT_LIMIT_MS = 10_000;

/**
 * One execution environment: a child process that loads one function and handles one event at a
 * time, and its Runtime API.
 */
export class ExecutionEnvironment {
  readonly deployed: DeployedFunction;
  readonly credentials: RoleCredentials;
  readonly #context: EnvironmentContext;
  readonly #logStream: string;
  readonly #api: RuntimeApi;
  readonly #process: EnvironmentProcess;
  readonly #exited: Promise<string>;
  readonly #startedAt = performance.now();
  #initMs: number | undefined;
  #tail = new LogTail();
  #gone = false;

  private constructor(
    deployed: DeployedFunction,
    credentials: RoleCredentials,
    context: EnvironmentContext,
    api: RuntimeApi,
    logStream: string,
  ) {
    this.deployed = deployed;
    this.credentials = credentials;
    this.#context = context;
    this.#api = api;
    this.#logStream = logStream;
    const { programs } = context;
    const nodePackages = deployed.runtime === "node" ? programs.nodePackages() : undefined;
    const facts = { ...context, credentials, logStream, runtimeApi: api.address, nodePackages };
    this.#process = new EnvironmentProcess({
      ...runtimeCommand(deployed, programs),
      cwd: deployed.codeDirectory,
      env: environmentVariables(deployed, facts, process.env.PATH ?? ""),
      onLine: (line) => this.#log(line),
    });
    this.#exited = this.#ended();
    void api.initialised.then(() => {
      this.#initMs = performance.now() - this.#startedAt;
    });
  }

  static async start(
    deployed: DeployedFunction,
    credentials: RoleCredentials,
    context: EnvironmentContext,
    logStream: string,
  ): Promise<ExecutionEnvironment> {
    const api = await RuntimeApi.start();
    return new ExecutionEnvironment(deployed, credentials, context, api, logStream);
  }

  /** Of its process, which leads a group; undefined where it could not be started. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Whether it can take another event. */
  get usable(): boolean {
    return !this.#gone;
  }

  /** Handles one event. Never throws: what goes wrong is the outcome. */
  async invoke(invocation: Omit<RuntimeInvocation, "deadlineMs">): Promise<InvocationOutcome> {
    const { requestId } = invocation;
    this.#tail = new LogTail();
    const initMs = await this.#initialise();
    this.#log(`START RequestId: ${requestId} Version: ${this.deployed.version}`);
    const begun = performance.now();
    const ending = await this.#run(invocation);
    const durationMs = performance.now() - begun;
    if (ending.kind !== "answered") await this.stop();
    // The child wrote its lines before its answer: one turn of the event loop reads them.
    await new Promise((resolve) => setImmediate(resolve));
    const payload = this.#payloadOf(ending, requestId);
    this.#log(`END RequestId: ${requestId}`);
    const failed = ending.kind !== "answered" || ending.answer.failed;
    const timedOut = ending.kind === "timed-out";
    const status = timedOut ? "timeout" : failed ? "error" : "success";
    const { memoryMb } = this.deployed;
    const maxMemoryMb = this.#peakMemoryMb();
    this.#log(reportLine({ requestId, durationMs, memoryMb, maxMemoryMb, initMs, status }));
    const { version } = this.deployed;
    const logTail = this.#tail.toString();
    return { requestId, version, payload, failed, timedOut, durationMs, logTail };
  }

  async stop(): Promise<void> {
    this.#gone = true;
    await this.#process.stop();
    await this.#exited;
  }

  /** Waits until the code is loaded, and gives the time it took if that is news. */
  async #initialise(): Promise<number | undefined> {
    if (this.#initMs !== undefined) return undefined;
    await this.#limited(INIT_LIMIT_MS, this.#api.initialised, this.#exited);
    return this.#initMs;
  }

  async #run(invocation: Omit<RuntimeInvocation, "deadlineMs">): Promise<Ending> {
    const timeoutMs = this.deployed.timeoutSeconds * 1_000;
    const answered = this.#api.initialised.then(async (initError): Promise<Ending> => {
      if (initError) return { kind: "init-failed", answer: initError };
      const offered = this.#api.offer({ ...invocation, deadlineMs: Date.now() + timeoutMs });
      return { kind: "answered", answer: await offered };
    });
    const exited = this.#exited.then((how): Ending => ({ kind: "exited", how }));
    const ending = await this.#limited(timeoutMs, answered, exited);
    return ending ?? { kind: "timed-out" };
  }

  /** The first of the promises, or undefined after `limitMs`. */
  async #limited<T extends Promise<unknown>[]>(
    limitMs: number,
    ...promises: T
  ): Promise<Awaited<T[number]> | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), limitMs);
    });
    try {
      return await Promise.race([...promises, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  #payloadOf(ending: Ending, requestId: string): Buffer {
    if (ending.kind === "answered" || ending.kind === "init-failed") return ending.answer.body;
    if (ending.kind === "timed-out") {
      const message = `Task timed out after ${this.deployed.timeoutSeconds.toFixed(2)} seconds`;
      this.#log(`${new Date().toISOString()} ${requestId} ${message}`);
      return platformError("Sandbox.Timedout", requestId, message);
    }
    const message = `Runtime exited with error: ${ending.how}`;
    this.#log(`RequestId: ${requestId} Error: ${message}`);
    return platformError("Runtime.ExitError", requestId, message);
  }

  async #ended(): Promise<string> {
    const { pid, exited } = this.#process;
    if (pid === undefined) return exited;
    const unnoted = this.#note(pid);
    // What is not noted might stay after a crash.
    if (unnoted !== undefined) await this.#process.stop();
    const how = await exited;
    this.#gone = true;
    this.#api.close();
    // A child in a session of its own would go on in a cloud that knows nothing of it.
    endProcessTree(pid, this.#environmentEntry);
    this.#context.onExited(pid);
    return unnoted ?? how;
  }

  /** @returns what kept it from being noted */
  #note(pid: number): string | undefined {
    try {
      this.#context.onSpawned(pid, this.#environmentEntry);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  get #environmentEntry(): string {
    return `AWS_LAMBDA_RUNTIME_API=${this.#api.address}`;
  }

  #log(line: string): void {
    this.#tail.add(line);
    this.#context.onLog(this.deployed.name, this.#logStream, line);
  }

  /** The most memory the child ever held, where the system tells (Linux). */
  #peakMemoryMb(): number | undefined {
    try {
      const status = readFileSync(`/proc/${this.#process.pid}/status`, "utf8");
      const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(status) ?? [];
      return kilobytes === undefined ? undefined : Math.ceil(Number(kilobytes) / 1_024);
    } catch {
      return undefined;
    }
  }
}
