import { systemClock } from "@spillway/pacing";
import type { AwsClients } from "../aws-clients.ts";
import type { ErrorReport } from "../error-report.ts";
import type { Route } from "../gateway/gateway.ts";
import type { Upstream } from "../gateway/upstream.ts";
import type { Observation } from "../metrics/metric-buffer.ts";
import { QueueMetrics } from "../metrics/queue-metrics.ts";
import type { ClosingStack } from "../process/closing-stack.ts";
import { KeptAttributes } from "./kept-attributes.ts";
import { QueueArrivals } from "./queue-arrivals.ts";
import { QueuePolicies } from "./queue-policies.ts";
import { QueueTraffic } from "./queue-traffic.ts";
import { sqsRoute } from "./sqs-route.ts";

export interface QueuesOptions {
  /** The gateway. */
  readonly endpoint: string;
  readonly clients: Pick<AwsClients, "sqs">;
  /** Of moto, past the gateway. */
  readonly motoClients: Pick<AwsClients, "sqs">;
  readonly motoUpstream: Upstream;
  readonly observe: (observation: Observation) => void;
  readonly policiesChanged: () => void;
  readonly closing: ClosingStack;
  readonly onError: ErrorReport;
}

/** The queues of one region. */
export interface Queues {
  readonly route: Route;
  readonly arrivals: QueueArrivals;
  /** A queue's policy as it was set; undefined when it has none. */
  policyOf(queue: string): string | undefined;
}

/** Puts together what the local cloud adds to moto's queues: kept attributes, turns, waits and metrics. */
export function startQueues(options: QueuesOptions): Queues {
  const { endpoint, clients, motoClients, motoUpstream, observe, closing, onError } = options;
  const attributes = new KeptAttributes();
  const arrivals = new QueueArrivals(Date.now);
  const traffic = new QueueTraffic(Date.now, (queue, name, value) =>
    observe({
      namespace: "AWS/SQS",
      name,
      value,
      unit: "Count",
      dimensions: { QueueName: queue },
      at: Date.now(),
    }),
  );
  const metrics = new QueueMetrics({
    client: clients.sqs,
    endpoint,
    traffic,
    clock: systemClock,
    add: observe,
    onError,
  });
  closing.add("queue metrics", () => metrics.close());
  return {
    route: sqsRoute({
      moto: motoUpstream,
      traffic,
      arrivals,
      clock: systemClock,
      attributes,
      policies: new QueuePolicies(motoClients.sqs),
      onAttributes: options.policiesChanged,
    }),
    arrivals,
    policyOf: (queue) => attributes.policyOf(queue),
  };
}
