import path from "node:path";
import { systemClock } from "@spillway/pacing";
import type { StandingRights } from "../access/standing-rights.ts";
import { startAlarms } from "../alarms/start-alarms.ts";
import { awsClients } from "../aws-clients.ts";
import { startEventBuses } from "../event-bus/start-event-buses.ts";
import { startEventSources } from "../event-sources/start-event-sources.ts";
import { FunctionUrls, functionUrlSchema } from "../function-urls/function-url.ts";
import { startHttpApis } from "../http-apis/start-http-apis.ts";
import { lambdaRoutes } from "../lambda-api/lambda-routes.ts";
import { functionReference } from "../lambda-host/function-reference.ts";
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
import { Schedules } from "../schedules/schedules.ts";
import { startScheduler } from "../schedules/start-scheduler.ts";
import { startQueues } from "../sqs/start-queues.ts";
import { Deployed } from "../status/deployed.ts";
import { listReaders } from "../status/read-lists.ts";
import { startTopics } from "../topics/start-topics.ts";
import type { RegionalServices, RegionOptions } from "./regional-services.ts";

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
