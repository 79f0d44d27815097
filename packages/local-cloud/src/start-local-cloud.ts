import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { systemClock } from "@spillway/pacing";
import { awsClients } from "./aws-clients.ts";
import { autoscalingTagsRoute } from "./gateway/autoscaling-tags-route.ts";
import { eventSourceMappingRoute } from "./gateway/event-source-mapping-route.ts";
import type { Exchange } from "./gateway/exchange.ts";
import { functionCodeRoute } from "./gateway/function-code-route.ts";
import { Gateway } from "./gateway/gateway.ts";
import { healthRoute } from "./gateway/health-route.ts";
import { invokeRoute } from "./gateway/invoke-route.ts";
import { lambdaPath } from "./gateway/lambda-path.ts";
import { Upstream } from "./gateway/upstream.ts";
import { AsynchronousInvocations } from "./lambda-host/asynchronous-invocations.ts";
import { Concurrency } from "./lambda-host/concurrency.ts";
import { FunctionCatalog } from "./lambda-host/function-catalog.ts";
import { FunctionCode } from "./lambda-host/function-code.ts";
import { FunctionLogs } from "./lambda-host/function-logs.ts";
import { LambdaHost } from "./lambda-host/lambda-host.ts";
import { RoleCredentialsSource } from "./lambda-host/role-credentials.ts";
import { MotoProcess } from "./moto/moto-process.ts";
import { motoServerPath } from "./moto/moto-server-path.ts";
import { type LocalCloudOptions, type LocalCloudSettings, localCloudSettings } from "./options.ts";
import { ClosingStack } from "./process/closing-stack.ts";
import { ProcessRegister } from "./process/process-register.ts";

const HOST = "127.0.0.1";
const PORTS_TRIED = 100;
const ENVIRONMENT_IDLE_MS = 5 * 60_000;

/** A local cloud that runs in this process. */
export interface LocalCloud {
  /** What an AWS client takes as its endpoint, for every service. */
  readonly endpoint: string;
  readonly startedAt: string;
  /** Settles, with the reason, when a part ended that nothing works without. */
  readonly failed: Promise<string>;
  /** Stops everything that was started. */
  close(): Promise<void>;
}

/** Where the local cloud reports what went wrong without stopping it. */
export type ErrorReport = (message: string, error: unknown) => void;

/**
 * Starts a local AWS on loopback: moto answers the API, deployed functions run in child processes.
 * The state directory is emptied first; whatever an earlier local cloud left running there ends.
 *
 * @throws SpillwayError LOCAL_CLOUD_OPTIONS_INVALID, MOTO_NOT_FOUND, MOTO_DID_NOT_START, NO_FREE_PORT
 * @example
 * const cloud = await startLocalCloud({ port: 4566 });
 * cloud.endpoint; // "http://127.0.0.1:4566"
 * await cloud.close();
 */
export async function startLocalCloud(
  options: LocalCloudOptions = {},
  onError: ErrorReport = (message, error) => console.error(message, error),
): Promise<LocalCloud> {
  const settings = localCloudSettings(options);
  const closing = new ClosingStack(onError);
  try {
    return await start(settings, closing, onError);
  } catch (error) {
    await closing.close();
    throw error;
  }
}

async function start(
  settings: LocalCloudSettings,
  closing: ClosingStack,
  onError: ErrorReport,
): Promise<LocalCloud> {
  const { region, stateDir } = settings;
  const server = motoServerPath(process.env);
  mkdirSync(stateDir, { recursive: true });
  const register = new ProcessRegister(stateDir);
  register.endAll();
  for (const old of ["functions", "logs", "moto.log"]) {
    rmSync(path.join(stateDir, old), { recursive: true, force: true });
  }

  const gateway = await Gateway.open(HOST, portsFrom(settings.port));
  closing.add("gateway", () => gateway.close());
  const moto = await MotoProcess.start({ server, logFile: path.join(stateDir, "moto.log") });
  register.add(moto.pid, "moto_server");
  closing.add("moto", async () => {
    await moto.stop();
    register.remove(moto.pid);
  });
  const motoUpstream = new Upstream(moto.url);
  closing.add("moto connections", () => motoUpstream.close());

  const clients = awsClients(gateway.url, region);
  closing.add("clients", () => clients.close());
  const logs = new FunctionLogs(path.join(stateDir, "logs"), clients.logs);
  closing.add("function logs", () => logs.close());
  const code = new FunctionCode(path.join(stateDir, "functions"));
  const host = new LambdaHost({
    catalog: new FunctionCatalog(clients.lambda, code),
    credentials: new RoleCredentialsSource(clients.sts, Date.now),
    concurrency: new Concurrency(),
    idleMs: ENVIRONMENT_IDLE_MS,
    observer: { ran() {}, throttled() {}, concurrency() {} },
    environments: {
      region,
      endpoint: gateway.url,
      onLog: (name, stream, line) => logs.add(name, stream, line),
      onSpawned: (pid) => register.add(pid, "bootstrap.mjs"),
      onExited: (pid) => register.remove(pid),
    },
  });
  closing.add("lambda host", () => host.close());
  const events = new AsynchronousInvocations({
    clock: systemClock,
    invoke: (name, payload) => host.invoke(name, payload),
    retriesOf: async () => 2,
    onDropped: (name, why) => onError(`an event for ${name} was dropped: ${why}`, undefined),
  });
  closing.add("asynchronous invocations", () => events.close());

  const startedAt = new Date().toISOString();
  gateway.serve({
    routes: [
      healthRoute({ status: "ok", pid: process.pid, startedAt }, () => ({
        endpoint: gateway.url,
        moto: moto.url,
        functions: host.snapshot(),
      })),
      invokeRoute(host, events),
      functionCodeRoute(motoUpstream, code),
      eventSourceMappingRoute(motoUpstream),
      autoscalingTagsRoute(),
    ],
    upstreamOf: () => motoUpstream,
    onAnswered: (exchange) => followFunctions(exchange, host, logs),
    onError,
  });

  let closingNow = false;
  const failed = new Promise<string>((resolve) => {
    void moto.exited.then((how) => {
      if (!closingNow) resolve(`moto ended: ${how}`);
    });
  });
  return {
    endpoint: gateway.url,
    startedAt,
    failed,
    close() {
      closingNow = true;
      return closing.close();
    },
  };
}

function portsFrom(first: number): number[] {
  return Array.from({ length: PORTS_TRIED }, (_, index) => first + index).filter(
    (port) => port <= 65_535,
  );
}

/** Whatever a client changed of a function, the host asks for anew. */
function followFunctions(exchange: Exchange, host: LambdaHost, logs: FunctionLogs): void {
  if (exchange.service !== "lambda" || exchange.method === "GET") return;
  const place = lambdaPath(exchange.path);
  if (place?.kind !== "function" || place.part === "invocations") return;
  const deleted = exchange.method === "DELETE" && place.part === undefined;
  host.changed(place.name, deleted);
  if (deleted) logs.forget(place.name);
}
