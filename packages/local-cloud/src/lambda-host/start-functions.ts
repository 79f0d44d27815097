import { randomUUID } from "node:crypto";
import { systemClock } from "@spillway/pacing";
import type { AwsClients } from "../aws-clients.ts";
import { DestinationSender } from "../destinations/destination-sender.ts";
import type { ErrorReport } from "../error-report.ts";
import type { KeptState } from "../persistence/kept-state.ts";
import type { ClosingStack } from "../process/closing-stack.ts";
import type { ProcessRegister } from "../process/process-register.ts";
import { EventInvokeConfigs, keptEventInvokeConfig } from "./asynchronous/event-invoke-configs.ts";
import { type AsynchronousObserver, EventOutcomes } from "./asynchronous/event-outcomes.ts";
import { eventSettings } from "./asynchronous/event-settings.ts";
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
/** Each is a process of some 50 MB: a tour through hundreds of functions must not fill the machine. */
const MAX_IDLE_ENVIRONMENTS = 50;

export interface FunctionsOptions {
  /** Where code, and how events are to be treated, is kept. */
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
  readonly observeAsynchronous: AsynchronousObserver;
  /** How long an asynchronous event waits before its first retry. */
  readonly asynchronousRetryMs: number;
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
  /** Sends to destinations as functions' roles. */
  readonly destinations: DestinationSender;
  readonly eventConfigs: EventInvokeConfigs;
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
  const logs = new FunctionLogs(logDir, (name) => roleClients.logs({ name }), onError);
  closing.add("function logs", () => logs.close());
  const host = new LambdaHost({
    catalog,
    credentials,
    concurrency: new Concurrency(),
    idleMs: ENVIRONMENT_IDLE_MS,
    maxIdle: MAX_IDLE_ENVIRONMENTS,
    observer: options.observer,
    environments: {
      region,
      endpoint,
      onLog: (name, stream, line) => logs.add(name, stream, line),
      programs: options.programs,
      onSpawned: (pid, entry) => register.add(pid, RUNTIME_MARK, entry),
      onExited: (pid) => register.remove(pid),
    },
  });
  closing.add("lambda host", () => host.close());
  const eventConfigs = new EventInvokeConfigs(
    kept.map("event-invoke-configs", keptEventInvokeConfig),
  );
  const sender = new DestinationSender({
    settingsOf: (reference) => roleClients.settingsOf(reference),
  });
  closing.add("destinations", () => sender.close());
  const outcomes = new EventOutcomes({
    send: (...sent) => sender.send(...sent),
    now: Date.now,
    newId: randomUUID,
    observe: options.observeAsynchronous,
    onError,
  });
  const events = new AsynchronousInvocations({
    clock: systemClock,
    invoke: (...invocation) => host.invoke(...invocation),
    region,
    retryAfterMs: options.asynchronousRetryMs,
    settingsOf: async (reference) =>
      eventSettings(eventConfigs.get(reference), await catalog.find(reference)),
    onFinished: (...finished) => outcomes.finish(...finished),
    observe: options.observeAsynchronous,
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
    destinations: sender,
    eventConfigs,
    changed(name, deleted) {
      host.changed(name, deleted);
      if (!deleted) return;
      logs.forget(name);
      eventConfigs.forget(name);
    },
  };
}
