import { randomBytes, randomUUID } from "node:crypto";
import type { Concurrency, ThrottleReason } from "./concurrency.ts";
import type { EnvironmentContext } from "./execution-environment.ts";
import type { FunctionCatalog } from "./function-catalog.ts";
import type { FunctionReference } from "./function-reference.ts";
import type { InvocationOutcome } from "./invocation-outcome.ts";
import type { RoleCredentialsSource } from "./role-credentials.ts";
import { type EnvironmentsSnapshot, WarmEnvironments } from "./warm-environments.ts";

/** What became of a request to run a function. */
export type InvocationResult =
  | ({ readonly kind: "ran" } & InvocationOutcome)
  | { readonly kind: "throttled"; readonly reason: ThrottleReason }
  | { readonly kind: "not-found" };

/** What may be said of an invocation beside its payload. */
export interface InvokeOptions {
  /** Default a new one. */
  readonly requestId?: string;
  /** JSON of the caller's, in ASCII: the handler's `context.clientContext`. */
  readonly clientContext?: string | undefined;
}

/** Runs a function once and waits for its outcome: `LambdaHost.invoke`. */
export type InvokeFunction = (
  reference: FunctionReference,
  payload: Uint8Array,
  options?: InvokeOptions,
) => Promise<InvocationResult>;

/** What CloudWatch counts of functions. */
export interface InvocationObserver {
  ran(functionName: string, outcome: InvocationOutcome): void;
  throttled(functionName: string): void;
  concurrency(functionName: string, running: number): void;
  /** It no longer runs, however it came out. */
  ended?(functionName: string): void;
}

export interface LambdaHostOptions {
  readonly catalog: FunctionCatalog;
  readonly credentials: RoleCredentialsSource;
  readonly concurrency: Concurrency;
  readonly environments: EnvironmentContext;
  readonly observer: InvocationObserver;
  /** An environment that was idle for so long is stopped. */
  readonly idleMs: number;
  /** So many environments are idle at once; then the one that is idle longest is stopped. */
  readonly maxIdle: number;
}

/** Runs deployed functions: one child process for each concurrent execution, kept warm between. */
export class LambdaHost {
  readonly #options: LambdaHostOptions;
  readonly #warm: WarmEnvironments;

  constructor(options: LambdaHostOptions) {
    this.#options = options;
    this.#warm = new WarmEnvironments(options);
  }

  /** Whether there is such a function, and its version or alias. */
  async knows(reference: FunctionReference): Promise<boolean> {
    return (await this.#options.catalog.find(reference)) !== undefined;
  }

  /** The ARN of the role that a function runs as; undefined when it is not deployed. */
  async roleOf(reference: FunctionReference): Promise<string | undefined> {
    return (await this.#options.catalog.find(reference))?.role;
  }

  /** Runs a function once and waits for its outcome. */
  async invoke(
    reference: FunctionReference,
    payload: Uint8Array,
    { requestId = randomUUID(), clientContext }: InvokeOptions = {},
  ): Promise<InvocationResult> {
    const { catalog, concurrency, observer } = this.#options;
    const { name, qualifier } = reference;
    const deployed = await catalog.find(reference);
    if (!deployed) return { kind: "not-found" };
    const reason = concurrency.enter(name, deployed.reservedConcurrency);
    if (reason) {
      observer.throttled(name);
      return { kind: "throttled", reason };
    }
    observer.concurrency(name, concurrency.runningOf(name));
    try {
      const environment = await this.#warm.take(deployed);
      const outcome = await environment.invoke({
        requestId,
        functionArn: qualifier === undefined ? deployed.arn : `${deployed.arn}:${qualifier}`,
        payload,
        traceId: traceId(),
        clientContext,
      });
      this.#warm.giveBack(environment);
      observer.ran(name, outcome);
      return { kind: "ran", ...outcome };
    } finally {
      concurrency.leave(name);
      observer.ended?.(name);
    }
  }

  /** To be called when a function may have been deployed, changed or deleted. */
  changed(name: string, deleted: boolean): void {
    this.#options.catalog.changed(name);
    if (!deleted) return;
    this.#options.concurrency.forget(name);
    this.#warm.stopIdle(name);
  }

  /** The environments by function. */
  snapshot(): Record<string, EnvironmentsSnapshot> {
    return this.#warm.snapshot((name) => this.#options.concurrency.runningOf(name));
  }

  async close(): Promise<void> {
    await this.#warm.close();
  }
}

/** A trace id in X-Ray's form; nothing is sampled. */
function traceId(): string {
  const seconds = Math.floor(Date.now() / 1_000).toString(16);
  const root = `1-${seconds}-${randomBytes(12).toString("hex")}`;
  return `Root=${root};Parent=${randomBytes(8).toString("hex")};Sampled=0`;
}
