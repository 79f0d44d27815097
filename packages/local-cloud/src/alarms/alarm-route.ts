import { readServiceRequest } from "../access/read-service-request.ts";
import { listIn, membersOf, type ServiceRequest, textIn } from "../access/service-request.ts";
import { ACCOUNT } from "../account.ts";
import { targetKind } from "../deliveries/delivery.ts";
import { type Exchange, succeeded } from "../gateway/exchange.ts";
import type { Route } from "../gateway/gateway.ts";
import type { NotRun } from "../gateway/not-run.ts";
import type { Upstream } from "../gateway/upstream.ts";
import type { Alarms } from "./alarms.ts";
import { metricData } from "./metric-data.ts";
import { isKnownStatistic } from "./statistic.ts";
import type { WatchedMetrics } from "./watched-metrics.ts";

export interface AlarmRouteOptions {
  readonly moto: Upstream;
  readonly alarms: Alarms;
  readonly metrics: WatchedMetrics;
  readonly notRun: NotRun;
}

const CHANGES: ReadonlySet<string> = new Set([
  "DeleteAlarms",
  "DisableAlarmActions",
  "EnableAlarmActions",
]);

/** CloudWatch: alarms and metrics are moto's; what is put for a metric that an alarm watches is looked at here. */
export function alarmRoute({ moto, alarms, metrics, notRun }: AlarmRouteOptions): Route {
  async function put(exchange: Exchange, request: ServiceRequest): Promise<void> {
    const problem = problemOf(request);
    if (problem !== undefined) return notRun.refuse(exchange, problem.what, problem.instead);
    const name = textIn(request, "AlarmName") ?? "";
    const state = alarms.stateOf(name) ?? "INSUFFICIENT_DATA";
    const answer = await moto.fetch(exchange);
    if (succeeded(answer)) {
      // moto begins with OK, and again at each change.
      await alarms.keepState(name, state);
      await alarms.changed([name]);
    }
    exchange.answer(answer);
  }

  async function setState(exchange: Exchange, request: ServiceRequest): Promise<void> {
    const answer = await moto.fetch(exchange);
    exchange.answer(answer);
    const to = textIn(request, "StateValue");
    if (!succeeded(answer) || (to !== "OK" && to !== "ALARM" && to !== "INSUFFICIENT_DATA")) return;
    await alarms.stateWasSet(
      textIn(request, "AlarmName") ?? "",
      to,
      textIn(request, "StateReason") ?? "",
      textIn(request, "StateReasonData"),
    );
  }

  return {
    accepts: ({ service, method }) => service === "monitoring" && method === "POST",
    async handle(exchange) {
      // Metrics are the most of it, and concern nobody while there are no alarms.
      const operation = operationOf(exchange);
      if (operation === "PutMetricData" && metrics.isEmpty) return moto.stream(exchange);
      const request = await readServiceRequest(exchange, ACCOUNT);
      switch (request.operation) {
        case "PutMetricData": {
          const answer = await moto.fetch(exchange);
          if (succeeded(answer)) metrics.add(metricData(request.input), Date.now());
          return exchange.answer(answer);
        }
        case "PutMetricAlarm":
          return put(exchange, request);
        case "PutCompositeAlarm":
          return notRun.refuse(exchange, "a composite alarm", "act on each alarm in a function");
        case "PutAnomalyDetector":
          return notRun.refuse(exchange, "anomaly detection", "give the alarm a threshold");
        case "SetAlarmState":
          return setState(exchange, request);
      }
      if (!CHANGES.has(request.operation ?? "")) return moto.stream(exchange);
      const answer = await moto.fetch(exchange);
      if (succeeded(answer)) await alarms.changed(listIn(request, "AlarmNames").map(String));
      exchange.answer(answer);
    },
  };
}

/** Where it can be told without the body. */
function operationOf({ operation, path }: Exchange): string | undefined {
  return operation ?? /\/operation\/(\w+)$/.exec(path)?.[1];
}

interface Problem {
  readonly what: string;
  readonly instead: string;
}

/** What of an alarm can't be evaluated here. */
function problemOf(request: ServiceRequest): Problem | undefined {
  const { input } = request;
  const comparison = textIn(request, "ComparisonOperator") ?? "";
  if (/Upper|Lower/.test(comparison) || input.ThresholdMetricId !== undefined) {
    return { what: "an alarm on anomalies", instead: "give the alarm a threshold" };
  }
  const queries = listIn(request, "Metrics").map(membersOf);
  // Of the query protocol only flat names are read.
  const isMath =
    queries.length > 1 ||
    queries.some(({ Expression }) => Expression !== undefined) ||
    Object.keys(input).some((name) => /^Metrics\.member\.(\d+\.Expression|[2-9])/.test(name));
  if (isMath) {
    return { what: "an alarm on metric math", instead: "set an alarm on one metric" };
  }
  const stat = membersOf(queries[0]?.MetricStat).Stat;
  const statistic =
    typeof stat === "string"
      ? stat
      : (textIn(request, "ExtendedStatistic") ?? textIn(request, "Statistic"));
  if (statistic !== undefined && !isKnownStatistic(statistic)) {
    return { what: `an alarm on ${statistic}`, instead: "use p90, Average, Sum and the like" };
  }
  const action = ["AlarmActions", "OKActions", "InsufficientDataActions"]
    .flatMap((name) => listIn(request, name))
    .map(String)
    .find((arn) => !["topic", "function"].includes(targetKind(arn) ?? ""));
  return action === undefined || isScaling(action)
    ? undefined
    : { what: `the alarm action ${action}`, instead: "let it tell a topic or a function" };
}

/** Policies of Application Auto Scaling are kept, and scale nothing: the table of services says so. */
function isScaling(arn: string): boolean {
  return arn.includes(":autoscaling:");
}
