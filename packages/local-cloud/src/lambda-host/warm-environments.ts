import { randomBytes } from "node:crypto";
import type { DeployedFunction } from "./deployed-function.ts";
import { type EnvironmentContext, ExecutionEnvironment } from "./execution-environment.ts";
import { CREDENTIALS_MARGIN_MS, type RoleCredentialsSource } from "./role-credentials.ts";

export interface WarmEnvironmentsOptions {
  readonly credentials: RoleCredentialsSource;
  readonly environments: EnvironmentContext;
  readonly idleMs: number;
}

interface Idle {
  readonly environment: ExecutionEnvironment;
  readonly timer: NodeJS.Timeout;
}

/** Keeps execution environments between invocations; the one used last is used next. */
export class WarmEnvironments {
  readonly #options: WarmEnvironmentsOptions;
  /** By name, then by version. */
  readonly #idle = new Map<string, Map<string, Idle[]>>();
  readonly #all = new Set<ExecutionEnvironment>();
  #closed = false;

  constructor(options: WarmEnvironmentsOptions) {
    this.#options = options;
  }

  /** A warm environment of exactly this version and revision, or a new one. */
  async take(deployed: DeployedFunction): Promise<ExecutionEnvironment> {
    const idle = this.#idleOf(deployed);
    for (let last = idle.pop(); last; last = idle.pop()) {
      clearTimeout(last.timer);
      if (this.#fits(last.environment, deployed)) return last.environment;
      this.#discard(last.environment);
    }
    return this.#start(deployed);
  }

  giveBack(environment: ExecutionEnvironment): void {
    if (!environment.usable || this.#closed) {
      this.#discard(environment);
      return;
    }
    const idle = this.#idleOf(environment.deployed);
    const timer = setTimeout(() => {
      idle.splice(
        idle.findIndex((one) => one.environment === environment),
        1,
      );
      this.#discard(environment);
    }, this.#options.idleMs);
    idle.push({ environment, timer: timer.unref() });
  }

  stopIdle(name: string): void {
    for (const { environment, timer } of this.#allIdle(name)) {
      clearTimeout(timer);
      this.#discard(environment);
    }
    this.#idle.delete(name);
  }

  snapshot(running: (name: string) => number): Record<string, { running: number; warm: number }> {
    const names = new Set([...this.#all].map((environment) => environment.deployed.name));
    return Object.fromEntries(
      [...names].map((name) => [
        name,
        { running: running(name), warm: this.#allIdle(name).length },
      ]),
    );
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const name of [...this.#idle.keys()]) this.stopIdle(name);
    await Promise.all([...this.#all].map((environment) => environment.stop()));
  }

  #idleOf({ name, version }: DeployedFunction): Idle[] {
    const versions = this.#idle.get(name) ?? new Map<string, Idle[]>();
    this.#idle.set(name, versions);
    const idle = versions.get(version) ?? [];
    versions.set(version, idle);
    return idle;
  }

  #allIdle(name: string): Idle[] {
    return [...(this.#idle.get(name)?.values() ?? [])].flat();
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
    this.#all.delete(environment);
    void environment.stop();
  }
}

/** A log stream for each environment, named as Lambda names them. */
function logStreamName(version: string, now: Date): string {
  const day = now.toISOString().slice(0, 10).replaceAll("-", "/");
  return `${day}/[${version}]${randomBytes(16).toString("hex")}`;
}
