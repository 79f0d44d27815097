import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { ErrorReport } from "../error-report.ts";
import type { Route } from "../gateway/gateway.ts";
import type { NotRun } from "../gateway/not-run.ts";
import type { Upstream } from "../gateway/upstream.ts";
import type { InvokeFunction } from "../lambda-host/lambda-host.ts";
import { apiMetrics } from "../metrics/api-metrics.ts";
import type { Observation } from "../metrics/metric-buffer.ts";
import type { ClosingStack } from "../process/closing-stack.ts";
import { AccessLogs } from "./access-log/access-logs.ts";
import { apiControlRoute } from "./control/api-control-route.ts";
import { KnownApis } from "./definition/known-apis.ts";
import { readApi } from "./definition/read-api.ts";
import type { RegionOfApis, ServedRequest } from "./serving/api-call.ts";

export interface HttpApisOptions {
  readonly region: string;
  /** The gateway. */
  readonly endpoint: string;
  /** moto's own address, past the gateway. */
  readonly moto: string;
  readonly motoUpstream: Upstream;
  readonly logs: CloudWatchLogsClient;
  readonly invoke: InvokeFunction;
  readonly observe: (observation: Observation) => void;
  /** Told of each request to an API. */
  readonly served: (request: ServedRequest) => void;
  readonly notRun: NotRun;
  readonly closing: ClosingStack;
  readonly onError: ErrorReport;
}

/** What a region has of HTTP APIs. */
export interface HttpApis {
  /** Makes, tells, changes and deletes them. */
  readonly route: Route;
  /** What serves requests to them. */
  readonly region: RegionOfApis;
}

/** Starts what a region has of HTTP APIs. */
export function startHttpApis(options: HttpApisOptions): HttpApis {
  const { region, endpoint, moto, motoUpstream, invoke, notRun, closing, onError } = options;
  const apis = new KnownApis((id) => readApi(moto, region, id));
  const counted = apiMetrics(Date.now, options.observe);
  const logs = new AccessLogs(options.logs, onError);
  closing.add(`access logs of ${region}`, () => logs.flush());
  return {
    route: apiControlRoute({
      moto: motoUpstream,
      endpoint,
      region,
      notRun,
      changed: (id) => apis.changed(id),
    }),
    region: {
      name: region,
      apis,
      invoke,
      observe(request) {
        counted(request);
        options.served(request);
      },
      log: (destinationArn, stream, line) => logs.add(destinationArn, stream, line),
    },
  };
}
