import {
  GetFunctionEventInvokeConfigCommand,
  type LambdaClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-lambda";
import { systemClock } from "@spillway/pacing";
import type { AwsClients } from "../aws-clients.ts";
import type { ErrorReport } from "../error-report.ts";
import type { KeptState } from "../persistence/kept-state.ts";
import type { ClosingStack } from "../process/closing-stack.ts";
import type { ProcessRegister } from "../process/process-register.ts";
import { AsynchronousInvocations } from "./asynchronous-invocations.ts";
import { FunctionCode } from "./code/function-code.ts";
import { Layers } from "./code/layers.ts";
import { Concurrency } from "./concurrency.ts";
import type { DeployedFunction } from "./deployed-function.ts";
import { FunctionCatalog } from "./function-catalog.ts";
import { FunctionLogs } from "./function-logs.ts";
import type { FunctionReference } from "./function-reference.ts";
import { type InvocationObserver, LambdaHost } from "./lambda-host.ts";
import { RoleClients } from "./role-clients.ts";
import { RoleCredentialsSource } from "./role-credentials.ts";
import { RUNTIME_MARK, type RuntimePrograms } from "./runtimes/runtime-command.ts";

const ENVIRONMENT_IDLE_MS = 5 * 60_000;
/** Lambda retries an asynchronous event twice unless the function says otherwise. */
const DEFAULT_RETRIES = 2;

export interface FunctionsOptions {
  /** Where code is kept. */
  readonly kept: KeptState;
  /** What runs functions on this machine. */
  readonly programs: RuntimePrograms;
  /** Where each function's log file is. */
  readonly logDir: string;
  readonly region: string;
  /** Where functions send their requests. */
  readonly endpoint: string;
  readonly clients: AwsClients;
  readonly register: ProcessRegister;
  readonly observer: InvocationObserver;
  readonly closing: ClosingStack;
  readonly onError: ErrorReport;
}

/** What runs functions: the host, its queue of asynchronous events, and the code that is deployed. */
export interface Functions {
  readonly host: LambdaHost;
  readonly events: AsynchronousInvocations;
  readonly code: FunctionCode;
  readonly layers: Layers;
  /** A function as it is deployed; undefined when it is not. */
  readonly find: (reference: FunctionReference) => Promise<DeployedFunction | undefined>;
  readonly roleClients: RoleClients;
  /** To be called when a function may have been deployed, changed or deleted. */
  changed(name: string, deleted: boolean): void;
}

/** Puts together what runs functions. */
export function startFunctions(options: FunctionsOptions): Functions {
  const { kept, logDir, region, endpoint, clients, register, closing, onError } = options;
  const code = new FunctionCode(kept.folder("functions"));
  const layers = new Layers(kept.folder("layers"));
  const catalog = new FunctionCatalog({
    client: clients.lambda,
    code,
    layers,
    random: Math.random,
  });
  const credentials = new RoleCredentialsSource(clients.sts, Date.now);
  const roleClients = new RoleClients({ endpoint, region, catalog, credentials });
  closing.add("clients of roles", () => roleClients.close());
  const logs = new FunctionLogs(logDir, (name) => roleClients.logs({ name }));
  closing.add("function logs", () => logs.close());
  const host = new LambdaHost({
    catalog,
    credentials,
    concurrency: new Concurrency(),
    idleMs: ENVIRONMENT_IDLE_MS,
    observer: options.observer,
    environments: {
      region,
      endpoint,
      onLog: (name, stream, line) => logs.add(name, stream, line),
      programs: options.programs,
      onSpawned: (pid) => register.add(pid, RUNTIME_MARK),
      onExited: (pid) => register.remove(pid),
    },
  });
  closing.add("lambda host", () => host.close());
  const events = new AsynchronousInvocations({
    clock: systemClock,
    invoke: (...invocation) => host.invoke(...invocation),
    retriesOf: ({ name }) => retriesOf(clients.lambda, name),
    onDropped: (name, why) => onError(`an event for ${name} was dropped: ${why}`, undefined),
  });
  closing.add("asynchronous invocations", () => events.close());
  return {
    host,
    events,
    code,
    layers,
    find: (reference) => catalog.find(reference),
    roleClients,
    changed(name, deleted) {
      host.changed(name, deleted);
      if (deleted) logs.forget(name);
    },
  };
}

async function retriesOf(client: LambdaClient, FunctionName: string): Promise<number> {
  try {
    const answer = await client.send(new GetFunctionEventInvokeConfigCommand({ FunctionName }));
    return answer.MaximumRetryAttempts ?? DEFAULT_RETRIES;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return DEFAULT_RETRIES;
    throw error;
  }
}
