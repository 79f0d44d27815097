import { randomBytes } from "node:crypto";
import { startCapacityProxy } from "@spillway/capacity-proxy";
import { systemClock } from "@spillway/pacing";
import { assumeRoleRoute } from "./access/callers/assume-role-route.ts";
import { startAccess } from "./access/start-access.ts";
import { awsClients } from "./aws-clients.ts";
import type { ErrorReport } from "./error-report.ts";
import { EventSources } from "./event-sources/event-sources.ts";
import { autoscalingTagsRoute } from "./gateway/autoscaling-tags-route.ts";
import { changedBy, saysActionInBody } from "./gateway/changes.ts";
import { createTableRoute } from "./gateway/create-table-route.ts";
import { eventSourceMappingRoute } from "./gateway/event-source-mapping-route.ts";
import { functionCodeRoute } from "./gateway/function-code-route.ts";
import { Gateway } from "./gateway/gateway.ts";
import { healthRoute, isOwnPage } from "./gateway/health-route.ts";
import { invokeRoute } from "./gateway/invoke-route.ts";
import { NotRun } from "./gateway/not-run.ts";
import { Upstream } from "./gateway/upstream.ts";
import { startFunctions } from "./lambda-host/start-functions.ts";
import { functionMetrics } from "./metrics/function-metrics.ts";
import { MetricPublisher } from "./metrics/metric-publisher.ts";
import { QueueMetrics } from "./metrics/queue-metrics.ts";
import { tableObservations } from "./metrics/table-metrics.ts";
import { startMoto } from "./moto/start-moto.ts";
import { type LocalCloudOptions, type LocalCloudSettings, localCloudSettings } from "./options.ts";
import { ClosingStack } from "./process/closing-stack.ts";
import { preparedStateDir } from "./process/prepared-state-dir.ts";
import { Schedules } from "./schedules/schedules.ts";
import { KeptAttributes } from "./sqs/kept-attributes.ts";
import { QueuePolicies } from "./sqs/queue-policies.ts";
import { QueueTraffic } from "./sqs/queue-traffic.ts";
import { sqsRoute } from "./sqs/sqs-route.ts";

const HOST = "127.0.0.1";
const PORTS_TRIED = 100;

/** A local cloud that runs in this process. */
export interface LocalCloud {
  /** What an AWS client takes as its endpoint, for every service. */
  readonly endpoint: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Settles, with the reason, when a part ended that nothing works without. */
  readonly failed: Promise<string>;
  /** Stops everything that was started. */
  close(): Promise<void>;
}

/**
 * Starts a local AWS on loopback: moto answers the API, DynamoDB throttles by its provisioned
 * capacity, and deployed functions run in child processes, on Invoke, from queues and by schedule.
 * The state directory is emptied first; whatever an earlier local cloud left running there ends.
 *
 * @param onError told of what goes wrong without stopping the local cloud; default standard error
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
  const { region } = settings;
  const report: ErrorReport = (message, error) => {
    // Whatever fails while everything is being closed fails for that reason.
    if (!closing.isClosing) onError(message, error);
  };
  const register = preparedStateDir(settings.stateDir);
  const gateway = await Gateway.open(HOST, portsFrom(settings.port));
  closing.add("gateway", () => gateway.close());
  const moto = await startMoto(settings.stateDir, register, closing);
  const motoUpstream = upstreamTo(moto.url, closing);

  const startedAt = new Date().toISOString();
  const ownKey = `spillway-${randomBytes(12).toString("hex")}`;
  const clients = awsClients(gateway.url, region, ownKey);
  closing.add("clients", () => clients.close());
  const motoClients = awsClients(moto.url, region, ownKey);
  closing.add("moto's clients", () => motoClients.close());
  const metrics = new MetricPublisher(clients.cloudWatch, report);
  closing.add("metrics", () => metrics.close());
  const proxy = await startCapacityProxy({
    target: moto.url,
    burstSeconds: settings.burstSeconds,
    onMetrics: (events) => {
      for (const observation of events.flatMap(tableObservations)) metrics.add(observation);
    },
  });
  closing.add("capacity proxy", () => proxy.close());
  const dynamodbUpstream = upstreamTo(proxy.url, closing);

  const attributes = new KeptAttributes();
  const access = startAccess({
    moto: moto.url,
    region,
    enforceAll: settings.enforceAll,
    ownKey,
    startedAt,
    queuePolicy: (queue) => attributes.policyOf(queue),
  });
  closing.add("access", () => access.close());
  const { host, events, code, roleClients, changed } = startFunctions({
    stateDir: settings.stateDir,
    region,
    endpoint: gateway.url,
    clients,
    register,
    observer: functionMetrics(Date.now, (observation) => metrics.add(observation)),
    closing,
    onError: report,
  });

  const traffic = new QueueTraffic(Date.now, (queue, name, value) =>
    metrics.add({
      namespace: "AWS/SQS",
      name,
      value,
      unit: "Count",
      dimensions: { QueueName: queue },
      at: Date.now(),
    }),
  );
  const queueMetrics = new QueueMetrics({
    client: clients.sqs,
    endpoint: gateway.url,
    traffic,
    clock: systemClock,
    add: (observation) => metrics.add(observation),
    onError: report,
  });
  closing.add("queue metrics", () => queueMetrics.close());
  const sources = new EventSources({
    ...clients,
    sqsAs: (reference) => roleClients.sqs(reference),
    clock: systemClock,
    invoke: (...invocation) => host.invoke(...invocation),
    onError: report,
  });
  closing.add("event sources", () => sources.close());
  const schedules = new Schedules({
    client: clients.events,
    clock: systemClock,
    refusalOf: (functionArn, ruleArn) =>
      access.rights.serviceRefusal(
        "events.amazonaws.com",
        "lambda:InvokeFunction",
        functionArn,
        ruleArn,
      ),
    invoke: (reference, payload) => events.accept(reference, payload),
    onError: report,
  });
  closing.add("schedules", () => schedules.close());

  const notRun = new NotRun(Date.now);
  gateway.serve({
    routes: [
      healthRoute(
        { status: "ok", pid: process.pid, startedAt },
        {
          state: () => ({
            endpoint: gateway.url,
            moto: moto.url,
            capacityProxy: proxy.url,
            functions: host.snapshot(),
            eventSources: sources.snapshot(),
            schedules: schedules.snapshot(),
            refusals: access.usage.refusalCounts(),
            notServed: notRun.counts(),
          }),
          access: () => access.state(),
        },
      ),
      invokeRoute(host, events),
      functionCodeRoute(motoUpstream, code),
      eventSourceMappingRoute(motoUpstream, {
        problemOf: (uuid) => sources.problemOf(uuid),
        mayPoll: async (reference, action, sourceArn) => {
          const role = await host.roleOf(reference);
          return (
            role === undefined || access.rights.roleMay(role, reference.name, action, sourceArn)
          );
        },
      }),
      sqsRoute({
        moto: motoUpstream,
        traffic,
        clock: systemClock,
        attributes,
        policies: new QueuePolicies(motoClients.sqs),
        onAttributes: () => access.changed(),
      }),
      createTableRoute(dynamodbUpstream),
      assumeRoleRoute(motoUpstream, access.callers),
      autoscalingTagsRoute(motoUpstream),
    ],
    upstreamOf: (service) => (service === "dynamodb" ? dynamodbUpstream : motoUpstream),
    async refusalOf(exchange) {
      if (isOwnPage(exchange)) return undefined;
      if (saysActionInBody(exchange.service)) await exchange.readAction();
      return access.guard.refusalOf(exchange);
    },
    onAnswer(exchange) {
      const change = changedBy(exchange);
      if (change?.kind === "function") {
        changed(change.name, change.deleted);
        if (change.policy) access.changed();
      }
      if (change?.kind === "policies") access.changed();
      if (change?.kind === "mappings") sources.changed();
      if (change?.kind === "rules") schedules.changed();
    },
    onError: report,
  });

  const failed = new Promise<string>((resolve) => {
    void moto.exited.then((how) => {
      if (!closing.isClosing) resolve(`moto ended: ${how}`);
    });
  });
  return { endpoint: gateway.url, startedAt, failed, close: () => closing.close() };
}

function upstreamTo(url: string, closing: ClosingStack): Upstream {
  const upstream = new Upstream(url);
  closing.add(`connections to ${url}`, () => upstream.close());
  return upstream;
}

function portsFrom(first: number): number[] {
  return Array.from({ length: PORTS_TRIED }, (_, index) => first + index).filter(
    (port) => port <= 65_535,
  );
}
