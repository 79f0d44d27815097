import type { AwsClients } from "../aws-clients.ts";
import type { Deliveries } from "../deliveries/deliveries.ts";
import type { ErrorReport } from "../error-report.ts";
import type { Route } from "../gateway/gateway.ts";
import type { NotRun } from "../gateway/not-run.ts";
import type { Upstream } from "../gateway/upstream.ts";
import { Subscriptions } from "./subscriptions.ts";
import { topicRoute } from "./topic-route.ts";
import { Topics } from "./topics.ts";

export interface StartTopicsOptions {
  readonly clients: Pick<AwsClients, "sns">;
  readonly moto: Upstream;
  readonly deliveries: Deliveries;
  readonly notRun: NotRun;
  readonly onError: ErrorReport;
}

/** Puts together what delivers to the subscriptions of a region's topics. */
export function startTopics(options: StartTopicsOptions): { readonly route: Route } {
  const { clients, moto, deliveries, notRun, onError } = options;
  const subscriptions = new Subscriptions(clients.sns);
  const topics = new Topics({ subscriptions, deliveries, now: Date.now, onError });
  return { route: topicRoute({ moto, topics, subscriptions, notRun }) };
}
