import { systemClock } from "@spillway/pacing";
import type { StandingRights } from "../access/standing-rights.ts";
import type { AwsClients } from "../aws-clients.ts";
import type { Deliveries } from "../deliveries/deliveries.ts";
import type { ErrorReport } from "../error-report.ts";
import type { Route } from "../gateway/gateway.ts";
import type { NotRun } from "../gateway/not-run.ts";
import type { Upstream } from "../gateway/upstream.ts";
import type { ClosingStack } from "../process/closing-stack.ts";
import { Scheduler } from "./scheduler.ts";
import { schedulerRoute } from "./scheduler-route.ts";

export interface StartSchedulerOptions {
  readonly region: string;
  /** moto's, past the gateway. */
  readonly motoClients: Pick<AwsClients, "scheduler">;
  readonly moto: Upstream;
  readonly deliveries: Deliveries;
  readonly rights: StandingRights;
  readonly notRun: NotRun;
  readonly closing: ClosingStack;
  readonly onError: ErrorReport;
}

/** A region's EventBridge Scheduler. */
export interface StartedScheduler {
  readonly route: Route;
  readonly snapshot: Scheduler["snapshot"];
}

/** Puts together what fires a region's schedules. */
export function startScheduler(options: StartSchedulerOptions): StartedScheduler {
  const { region, motoClients, moto, deliveries, rights, notRun, closing, onError } = options;
  const { scheduler: client } = motoClients;
  const scheduler = new Scheduler({ client, clock: systemClock, deliveries, onError });
  closing.add(`scheduler of ${region}`, () => scheduler.close());
  // Of an earlier process some may be there already.
  scheduler.begin().catch((error: unknown) => onError(`schedules of ${region}`, error));
  return {
    route: schedulerRoute({ region, moto, scheduler, rights, notRun }),
    snapshot: () => scheduler.snapshot(),
  };
}
