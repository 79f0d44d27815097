import type { SQSClient } from "@aws-sdk/client-sqs";
import { systemClock } from "@spillway/pacing";
import { ACCOUNT } from "../account.ts";
import type { ErrorReport } from "../error-report.ts";
import type { Route } from "../gateway/gateway.ts";
import type { NotRun } from "../gateway/not-run.ts";
import { type FunctionReference, functionReference } from "../lambda-host/function-reference.ts";
import type { InvokeFunction } from "../lambda-host/lambda-host.ts";
import type { KeptState } from "../persistence/kept-state.ts";
import type { ClosingStack } from "../process/closing-stack.ts";
import type { QueueArrivals } from "../sqs/queue-arrivals.ts";
import { type EventSourceMapping, eventSourceMapping } from "./event-source-mapping.ts";
import { eventSourceMappingRoute } from "./event-source-mapping-route.ts";
import type { EventSourceMappingRules } from "./event-source-mapping-rules.ts";
import { EventSources } from "./event-sources.ts";
import { QueueClient } from "./queue-client.ts";
import { queueMapping } from "./queue-mapping.ts";
import { QueueSource } from "./queue-source.ts";
import type { Source } from "./source.ts";

export interface StartEventSourcesOptions {
  readonly rules: EventSourceMappingRules;
  /** A client of SQS that calls as the function's role: Lambda polls with it. */
  readonly sqsAs: (reference: FunctionReference) => Promise<SQSClient>;
  readonly invoke: InvokeFunction;
  readonly arrivals: QueueArrivals;
  readonly kept: KeptState;
  readonly notRun: NotRun;
  readonly closing: ClosingStack;
  readonly onError: ErrorReport;
}

/** Puts together what delivers the records of a region's event source mappings. */
export function startEventSources(options: StartEventSourcesOptions): {
  readonly sources: EventSources;
  readonly route: Route;
} {
  const { rules, sqsAs, invoke, arrivals, kept, notRun, closing, onError } = options;

  /** Queues are the only kind of source so far: another one has its branch here. */
  function start(mapping: EventSourceMapping): Source {
    const reference = functionReference(mapping.FunctionArn);
    const name = mapping.EventSourceArn.split(":").at(-1);
    const queueUrl = `${rules.endpoint}/${ACCOUNT}/${name}`;
    return new QueueSource({
      mapping: queueMapping(mapping),
      queue: new QueueClient(() => sqsAs(reference), queueUrl),
      arrivals,
      clock: systemClock,
      invoke,
      onError,
    });
  }

  const sources = new EventSources({
    kept: kept.map("event-source-mappings", eventSourceMapping),
    start,
    onError,
  });
  closing.add(`event sources of ${rules.region}`, () => sources.close());
  return { sources, route: eventSourceMappingRoute({ sources, rules, notRun, now: Date.now }) };
}
