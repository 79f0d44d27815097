import { randomBytes } from "node:crypto";
import type { DeployedFunction } from "./deployed-function.ts";
import { type EnvironmentContext, ExecutionEnvironment } from "./execution-environment.ts";
import { CREDENTIALS_MARGIN_MS, type RoleCredentialsSource } from "./role-credentials.ts";

export interface WarmEnvironmentsOptions {
  readonly credentials: RoleCredentialsSource;
  readonly environments: EnvironmentContext;
  /** One that was idle for so long is stopped. */
  readonly idleMs: number;
  /** So many are idle at once; then the one that is idle longest is stopped. */
  readonly maxIdle: number;
}

/** The execution environments of a function. */
export interface EnvironmentsSnapshot {
  /** Invocations that run. */
  readonly running: number;
  /** Environments that wait for one. */
  readonly warm: number;
  /** Of the processes of all of them. */
  readonly pids: readonly number[];
}

/** Keeps execution environments between invocations; the one used last is used next. */
export class WarmEnvironments {
  readonly #options: WarmEnvironmentsOptions;
  /** With the timers that end them, those that are idle longest first. */
  readonly #idle = new Map<ExecutionEnvironment, NodeJS.Timeout>();
  readonly #all = new Set<ExecutionEnvironment>();
  #closed = false;

  constructor(options: WarmEnvironmentsOptions) {
    this.#options = options;
  }

  /** A warm environment of exactly this version and revision, or a new one. */
  async take(deployed: DeployedFunction): Promise<ExecutionEnvironment> {
    const { version } = deployed;
    const warm = this.#idleOf(deployed.name).filter((one) => one.deployed.version === version);
    for (const environment of warm.reverse()) {
      if (this.#fits(environment, deployed)) {
        this.#wake(environment);
        return environment;
      }
      this.#discard(environment);
    }
    return this.#start(deployed);
  }

  giveBack(environment: ExecutionEnvironment): void {
    if (!environment.usable || this.#closed) {
      this.#discard(environment);
      return;
    }
    const { idleMs, maxIdle } = this.#options;
    this.#idle.set(environment, setTimeout(() => this.#discard(environment), idleMs).unref());
    const [oldest] = this.#idle.keys();
    if (oldest !== undefined && this.#idle.size > maxIdle) this.#discard(oldest);
  }

  stopIdle(name: string): void {
    for (const environment of this.#idleOf(name)) this.#discard(environment);
  }

  snapshot(running: (name: string) => number): Record<string, EnvironmentsSnapshot> {
    const byName = Map.groupBy(this.#all, ({ deployed }) => deployed.name);
    return Object.fromEntries(
      [...byName].map(([name, environments]) => [
        name,
        {
          running: running(name),
          warm: this.#idleOf(name).length,
          pids: environments.flatMap(({ pid }) => pid ?? []),
        },
      ]),
    );
  }

  async close(): Promise<void> {
    this.#closed = true;
    const all = [...this.#all];
    for (const environment of [...this.#idle.keys()]) this.#wake(environment);
    await Promise.all(all.map((environment) => environment.stop()));
  }

  #idleOf(name: string): ExecutionEnvironment[] {
    return [...this.#idle.keys()].filter((environment) => environment.deployed.name === name);
  }

  #wake(environment: ExecutionEnvironment): void {
    clearTimeout(this.#idle.get(environment));
    this.#idle.delete(environment);
  }

  #fits(environment: ExecutionEnvironment, deployed: DeployedFunction): boolean {
    return (
      environment.usable &&
      environment.deployed.revision === deployed.revision &&
      environment.credentials.expiresAt - Date.now() > CREDENTIALS_MARGIN_MS
    );
  }

  async #start(deployed: DeployedFunction): Promise<ExecutionEnvironment> {
    const { credentials, environments } = this.#options;
    const session = await credentials.of(deployed.role, deployed.name);
    const environment = await ExecutionEnvironment.start(
      deployed,
      session,
      environments,
      logStreamName(deployed.version, new Date()),
    );
    this.#all.add(environment);
    if (this.#closed) await environment.stop();
    return environment;
  }

  #discard(environment: ExecutionEnvironment): void {
    this.#wake(environment);
    this.#all.delete(environment);
    void environment.stop();
  }
}

/** A log stream for each environment, named as Lambda names them. */
function logStreamName(version: string, now: Date): string {
  const day = now.toISOString().slice(0, 10).replaceAll("-", "/");
  return `${day}/[${version}]${randomBytes(16).toString("hex")}`;
}
