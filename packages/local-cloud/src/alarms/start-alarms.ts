import { systemClock } from "@spillway/pacing";
import type { AwsClients } from "../aws-clients.ts";
import type { Deliveries } from "../deliveries/deliveries.ts";
import type { ErrorReport } from "../error-report.ts";
import type { ServiceEvent } from "../event-bus/bus-event.ts";
import type { Route } from "../gateway/gateway.ts";
import type { NotRun } from "../gateway/not-run.ts";
import type { Upstream } from "../gateway/upstream.ts";
import type { ClosingStack } from "../process/closing-stack.ts";
import { alarmRoute } from "./alarm-route.ts";
import { Alarms } from "./alarms.ts";
import { WatchedMetrics } from "./watched-metrics.ts";

export interface StartAlarmsOptions {
  readonly region: string;
  /** moto's, past the gateway. */
  readonly motoClients: Pick<AwsClients, "cloudWatch">;
  readonly moto: Upstream;
  readonly deliveries: Deliveries;
  readonly takeEvent: (event: ServiceEvent) => void;
  readonly notRun: NotRun;
  readonly closing: ClosingStack;
  readonly onError: ErrorReport;
}

/** Puts together what evaluates a region's alarms. */
export function startAlarms(options: StartAlarmsOptions): Route {
  const { region, motoClients, moto, deliveries, takeEvent, notRun, closing, onError } = options;
  const metrics = new WatchedMetrics();
  const alarms = new Alarms({
    client: motoClients.cloudWatch,
    metrics,
    deliveries,
    takeEvent,
    clock: systemClock,
    onError,
  });
  closing.add(`alarms of ${region}`, () => alarms.close());
  // Of an earlier process some may be there already.
  void alarms.begin();
  return alarmRoute({ moto, alarms, metrics, notRun });
}
