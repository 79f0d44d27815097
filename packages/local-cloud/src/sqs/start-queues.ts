import { systemClock } from "@spillway/pacing";
import type { AwsClients } from "../aws-clients.ts";
import type { ErrorReport } from "../error-report.ts";
import type { Route } from "../gateway/gateway.ts";
import type { NotRun } from "../gateway/not-run.ts";
import type { Upstream } from "../gateway/upstream.ts";
import type { Observation } from "../metrics/metric-buffer.ts";
import { QueueMetrics } from "../metrics/queue-metrics.ts";
import type { KeptState } from "../persistence/kept-state.ts";
import type { ClosingStack } from "../process/closing-stack.ts";
import { KeptAttributes, keptAttributesSchema } from "./kept-attributes.ts";
import { type Move, moveMessages } from "./message-moves/move-messages.ts";
import { MoveTasks } from "./message-moves/move-tasks.ts";
import { moveTasksRoute } from "./message-moves/move-tasks-route.ts";
import { QueueArrivals } from "./queue-arrivals.ts";
import { queueDepths } from "./queue-depths.ts";
import { QueuePolicies } from "./queue-policies.ts";
import { QueueTraffic } from "./queue-traffic.ts";
import { sqsRoute } from "./sqs-route.ts";

export interface QueuesOptions {
  readonly region: string;
  /** moto's own address, past the gateway. */
  readonly moto: string;
  /** Of moto, past the gateway. */
  readonly motoClients: Pick<AwsClients, "sqs">;
  readonly motoUpstream: Upstream;
  readonly kept: KeptState;
  readonly observe: (observation: Observation) => void;
  readonly policiesChanged: () => void;
  readonly notRun: Pick<NotRun, "refuse">;
  readonly closing: ClosingStack;
  readonly onError: ErrorReport;
}

/** The queues of one region. */
export interface Queues {
  readonly routes: readonly Route[];
  readonly arrivals: QueueArrivals;
  /** A queue's policy as it was set; undefined when it has none. */
  policyOf(queue: string): string | undefined;
}

/** Puts together what the local cloud adds to moto's queues: kept attributes, turns, waits and metrics. */
export function startQueues(options: QueuesOptions): Queues {
  const { region, moto, motoClients, motoUpstream, kept, observe, closing, onError } = options;
  const attributes = new KeptAttributes(kept.map("queue-attributes", keptAttributesSchema));
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
    async depths() {
      const depths = await queueDepths(moto, region);
      // Of what came without a request, from a dead-letter queue or moto itself, nobody was told.
      for (const [queue, { visible }] of depths) if (visible > 0) arrivals.mayHold(queue);
      return depths;
    },
    traffic,
    clock: systemClock,
    add: observe,
    onError,
  });
  closing.add("queue metrics", () => metrics.close());
  const move = (asked: Move) => moveMessages(moto, region, asked);
  const tasks = new MoveTasks({ move, clock: systemClock, onError });
  closing.add("message move tasks", () => tasks.close());
  return {
    routes: [
      moveTasksRoute({ tasks, move, notRun: options.notRun }),
      sqsRoute({
        moto: motoUpstream,
        traffic,
        arrivals,
        clock: systemClock,
        attributes,
        policies: new QueuePolicies(motoClients.sqs),
        onAttributes: options.policiesChanged,
      }),
    ],
    arrivals,
    policyOf: (queue) => attributes.policyOf(queue),
  };
}
