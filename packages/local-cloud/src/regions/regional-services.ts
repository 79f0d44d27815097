import path from "node:path";
import type { UsageEvent } from "@spillway/capacity-proxy";
import { systemClock } from "@spillway/pacing";
import type { StandingRights } from "../access/standing-rights.ts";
import { startAlarms } from "../alarms/start-alarms.ts";
import { type AwsClients, awsClients } from "../aws-clients.ts";
import type { Deliveries } from "../deliveries/deliveries.ts";
import type { DeliveryRegion } from "../deliveries/delivery-region.ts";
import type { ErrorReport } from "../error-report.ts";
import type { ServiceEvent } from "../event-bus/bus-event.ts";
import { startEventBuses } from "../event-bus/start-event-buses.ts";
import { startEventSources } from "../event-sources/start-event-sources.ts";
import type { TableWrites } from "../event-sources/stream/table-writes.ts";
import { FunctionUrls, functionUrlSchema } from "../function-urls/function-url.ts";
import type { Change } from "../gateway/changes.ts";
import type { Route } from "../gateway/gateway.ts";
import type { NotRun } from "../gateway/not-run.ts";
import type { Upstream } from "../gateway/upstream.ts";
import { type HttpApis, startHttpApis } from "../http-apis/start-http-apis.ts";
import { lambdaRoutes } from "../lambda-api/lambda-routes.ts";
import type { AsynchronousInvocations } from "../lambda-host/asynchronous-invocations.ts";
import type { FunctionCode } from "../lambda-host/code/function-code.ts";
import { functionReference } from "../lambda-host/function-reference.ts";
import type { LambdaHost } from "../lambda-host/lambda-host.ts";
import { nodePackages } from "../lambda-host/runtimes/node-packages.ts";
import { startFunctions } from "../lambda-host/start-functions.ts";
import {
  asynchronousMetrics,
  functionMetrics,
  streamMetrics,
} from "../metrics/function-metrics.ts";
import { MetricPublisher } from "../metrics/metric-publisher.ts";
import { startProvisionedCapacity } from "../metrics/provisioned-capacity.ts";
import { tableObservations } from "../metrics/table-metrics.ts";
import { motoPython } from "../moto/moto-python.ts";
import type { KeptState } from "../persistence/kept-state.ts";
import type { ClosingStack } from "../process/closing-stack.ts";
import type { ProcessRegister } from "../process/process-register.ts";
import { Schedules } from "../schedules/schedules.ts";
import { startScheduler } from "../schedules/start-scheduler.ts";
import { startQueues } from "../sqs/start-queues.ts";
import type { RegionFacts } from "../status/collect-status.ts";
import { Deployed, type DeployedLists } from "../status/deployed.ts";
import { listReaders } from "../status/read-lists.ts";
import type { RegionActivity } from "../status/region-activity.ts";
import { startTopics } from "../topics/start-topics.ts";

/** What the parts of a region are put together from. */
export interface RegionOptions {
  /** The address of the gateway. */
  readonly endpoint: string;
  /** moto's own address, past the gateway. */
  readonly moto: string;
  readonly motoUpstream: Upstream;
  /** The access key of the local cloud itself. */
  readonly ownKey: string;
  readonly rights: StandingRights;
  /** What services send each other, in any region. */
  readonly deliveries: Deliveries;
  /** To be told when a policy may have been set, changed or taken away. */
  readonly policiesChanged: () => void;
  /** What this region's parts have to remember beside moto. */
  readonly kept: KeptState;
  /** Where what is not run is refused. */
  readonly notRun: NotRun;
  /** What happens in this region, for `GET /_spillway/state`. */
  readonly activity: RegionActivity;
  /** How long an asynchronous event waits before its first retry. */
  readonly asynchronousRetryMs: number;
  readonly stateDir: string;
  readonly register: ProcessRegister;
  readonly closing: ClosingStack;
  readonly onError: ErrorReport;
}

/** What runs in one region. */
export interface RegionalServices {
  readonly host: LambdaHost;
  readonly events: AsynchronousInvocations;
  readonly code: FunctionCode;
  readonly urls: FunctionUrls;
  /** What serves requests to the region's HTTP APIs. */
  readonly apis: HttpApis["region"];
  readonly clients: AwsClients;
  /** Where deliveries to this region arrive. */
  readonly receiver: DeliveryRegion;
  /** Takes an event of an AWS service into the default event bus. */
  takeEvent(event: ServiceEvent): void;
  /** What the gateway answers itself, or changes, of requests to this region. */
  readonly routes: readonly Route[];
  /** A queue's policy as it was set; undefined when it has none. */
  queuePolicy(queue: string): string | undefined;
  /** Follows what is written to tables whose stream somebody reads. */
  readonly tableWrites: TableWrites;
  /** Takes what a table used in a second. */
  used(event: UsageEvent): void;
  /** To be called with what an answered request may have changed. */
  changed(change: Change): void;
  /** To be called when a list of what is deployed may have changed. */
  listChanged(list: keyof DeployedLists): void;
  /** What runs, for `GET /_spillway/state`. */
  facts(): Promise<RegionFacts>;
}

/** Starts what a region has for itself: functions, event sources, schedules, queues and metrics. */
export function startRegion(region: string, shared: RegionOptions): RegionalServices {
  const { endpoint, motoUpstream, ownKey, rights, closing, onError } = shared;
  const clients = awsClients(endpoint, region, ownKey);
  closing.add(`clients of ${region}`, () => clients.close());
  const motoClients = awsClients(shared.moto, region, ownKey);
  closing.add(`moto's clients of ${region}`, () => motoClients.close());
  const metrics = new MetricPublisher(clients.cloudWatch, onError);
  closing.add(`metrics of ${region}`, () => metrics.close());
  const { activity } = shared;
  const observe: MetricPublisher["add"] = (observation) => {
    metrics.add(observation);
    activity.observe(observation);
  };

  const functions = startFunctions({
    programs: {
      python: () => motoPython(shared.stateDir),
      nodePackages: () => nodePackages(path.join(shared.stateDir, "runtime")),
    },
    logDir: path.join(shared.stateDir, "logs", region),
    region,
    endpoint,
    clients,
    register: shared.register,
    observer: activity.observed(functionMetrics(Date.now, observe)),
    observeAsynchronous: asynchronousMetrics(Date.now, observe),
    asynchronousRetryMs: shared.asynchronousRetryMs,
    kept: shared.kept,
    closing,
    onError,
  });
  const { host, events, code, roleClients, destinations } = functions;
  const urls = new FunctionUrls(shared.kept.map("function-urls", functionUrlSchema));
  const apis = startHttpApis({
    region,
    endpoint,
    moto: shared.moto,
    motoUpstream,
    logs: clients.logs,
    invoke: (...invocation) => host.invoke(...invocation),
    observe,
    served: (request) => activity.served(request),
    notRun: shared.notRun,
    closing,
    onError,
  });
  const queues = startQueues({
    region,
    moto: shared.moto,
    notRun: shared.notRun,
    motoClients,
    motoUpstream,
    kept: shared.kept,
    observe,
    policiesChanged: shared.policiesChanged,
    closing,
    onError,
  });
  const roleMay: StandingRights["roleMay"] = (...asked) => rights.roleMay(...asked);
  const eventSources = startEventSources({
    rules: {
      region,
      endpoint,
      sqs: clients.sqs,
      streams: clients.streams,
      find: functions.find,
      roleMay,
    },
    sqsAs: (reference) => roleClients.sqs(reference),
    streamsAs: (reference) => roleClients.streams(reference),
    dynamoDb: clients.dynamoDb,
    send: (...sent) => destinations.send(...sent),
    observeStream: streamMetrics(Date.now, observe),
    invoke: (...invocation) => host.invoke(...invocation),
    arrivals: queues.arrivals,
    kept: shared.kept,
    notRun: shared.notRun,
    closing,
    onError,
  });
  const { deliveries, notRun } = shared;
  const topics = startTopics({ clients, moto: motoUpstream, deliveries, notRun, onError });
  const buses = startEventBuses({
    region,
    clients,
    moto: motoUpstream,
    deliveries,
    notRun,
    onError,
  });
  const alarms = startAlarms({
    region,
    motoClients,
    moto: motoUpstream,
    deliveries,
    takeEvent: buses.takeEvent,
    notRun,
    closing,
    onError,
  });
  const scheduler = startScheduler({
    region,
    motoClients,
    moto: motoUpstream,
    deliveries,
    rights,
    notRun,
    closing,
    onError,
  });
  const schedules = new Schedules({
    client: clients.events,
    clock: systemClock,
    fire: (rule, targets, event) => buses.fire(rule, targets, event),
    onError,
  });
  closing.add(`schedules of ${region}`, () => schedules.close());

  const deployed = new Deployed(
    listReaders({ lambda: clients.lambda, sqs: clients.sqs, dynamoDb: motoClients.dynamoDb }),
  );

  startProvisionedCapacity({
    tables: () => deployed.tables(),
    // Of the gateway: while an update goes on, what is in force is not what moto has.
    client: clients.dynamoDb,
    observe,
    closing,
    onError,
  });

  return {
    host,
    events,
    code,
    urls,
    apis: apis.region,
    clients,
    receiver: {
      clients,
      knows: (functionArn) => host.knows(functionReference(functionArn)),
      invoke: (functionArn, payload) => events.accept(functionReference(functionArn), payload),
    },
    takeEvent: (event) => buses.takeEvent(event),
    routes: [
      ...lambdaRoutes({
        functions,
        urls,
        moto: motoUpstream,
        endpoint,
        region,
        notRun: shared.notRun,
        roleMay,
      }),
      apis.route,
      eventSources.route,
      ...queues.routes,
      topics.route,
      buses.route,
      alarms,
      scheduler.route,
    ],
    queuePolicy: (queue) => queues.policyOf(queue),
    tableWrites: eventSources.tableWrites,
    used(event) {
      for (const observation of tableObservations(event)) observe(observation);
    },
    changed(change) {
      if (change.kind === "function") {
        functions.changed(change.name, change.deleted);
        if (change.deleted) {
          activity.results.forget(change.name);
          urls.forget(change.name);
        }
        eventSources.sources.functionChanged(change.name);
      }
      if (change.kind === "rules") schedules.changed();
    },
    listChanged: (list) => deployed.changed(list),
    async facts() {
      const lists = await deployed.all();
      activity.levels.keep(lists.queues);
      return {
        region,
        deployed: lists,
        results: activity.results,
        routes: activity.routes,
        levels: activity.levels,
        environments: host.snapshot(),
        sourceOf: (uuid) => eventSources.sources.get(uuid)?.source,
        schedules: [...schedules.snapshot(), ...scheduler.snapshot()],
      };
    },
  };
}
