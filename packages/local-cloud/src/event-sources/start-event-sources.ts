import { DescribeTimeToLiveCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { systemClock } from "@spillway/pacing";
import { ACCOUNT } from "../account.ts";
import type { Delivery } from "../destinations/delivery.ts";
import type { ErrorReport } from "../error-report.ts";
import type { Route } from "../gateway/gateway.ts";
import type { NotRun } from "../gateway/not-run.ts";
import { type FunctionReference, functionReference } from "../lambda-host/function-reference.ts";
import type { InvokeFunction } from "../lambda-host/lambda-host.ts";
import type { KeptState } from "../persistence/kept-state.ts";
import type { ClosingStack } from "../process/closing-stack.ts";
import type { QueueArrivals } from "../sqs/queue-arrivals.ts";
import { type EventSourceMapping, eventSourceMapping } from "./mappings/event-source-mapping.ts";
import { eventSourceMappingRoute } from "./mappings/event-source-mapping-route.ts";
import type { EventSourceMappingRules } from "./mappings/event-source-mapping-rules.ts";
import { EventSources } from "./mappings/event-sources.ts";
import type { Source } from "./mappings/source.ts";
import { QueueClient } from "./queue/queue-client.ts";
import { queueMapping } from "./queue/queue-mapping.ts";
import { QueueSource } from "./queue/queue-source.ts";
import { sourceKindOf } from "./source-kinds.ts";
import { StreamClient } from "./stream/stream-client.ts";
import { streamMapping } from "./stream/stream-mapping.ts";
import { StreamProgress, streamProgress } from "./stream/stream-progress.ts";
import { type StreamObserver, StreamSource } from "./stream/stream-source.ts";
import { TableWrites } from "./stream/table-writes.ts";

export interface StartEventSourcesOptions {
  readonly rules: EventSourceMappingRules;
  /** A client of SQS that calls as the function's role: Lambda polls with it. */
  readonly sqsAs: (reference: FunctionReference) => Promise<SQSClient>;
  /** A client of DynamoDB Streams that calls as the function's role. */
  readonly streamsAs: (reference: FunctionReference) => Promise<DynamoDBStreamsClient>;
  /** Tells whether a table has a time to live. */
  readonly dynamoDb: DynamoDBClient;
  readonly invoke: InvokeFunction;
  /** Sends to a destination as the function's role. */
  readonly send: (from: FunctionReference, arn: string, delivery: Delivery) => Promise<void>;
  readonly observeStream: StreamObserver;
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
  readonly tableWrites: TableWrites;
} {
  const { rules, sqsAs, streamsAs, invoke, arrivals, kept, notRun, closing, onError } = options;
  const tableWrites = new TableWrites();
  const progress = kept.map("stream-progress", streamProgress);

  function start(mapping: EventSourceMapping, before: Promise<void>): Source {
    const reference = functionReference(mapping.FunctionArn);
    if (sourceKindOf(mapping.EventSourceArn)?.name === "stream") {
      return new StreamSource({
        mapping: streamMapping(mapping),
        before,
        client: new StreamClient(() => streamsAs(reference), mapping.EventSourceArn),
        writes: tableWrites,
        hasTimeToLive,
        progress: new StreamProgress(progress, mapping.UUID),
        clock: systemClock,
        invoke,
        send: options.send,
        observe: options.observeStream,
        onError,
      });
    }
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

  async function hasTimeToLive(TableName: string): Promise<boolean> {
    const asked = new DescribeTimeToLiveCommand({ TableName });
    const { TimeToLiveDescription: told } = await options.dynamoDb.send(asked);
    return told?.TimeToLiveStatus === "ENABLED" || told?.TimeToLiveStatus === "ENABLING";
  }

  const sources = new EventSources({
    kept: kept.map("event-source-mappings", eventSourceMapping),
    start,
    onDeleted: (uuid) => progress.delete(uuid),
    onError,
  });
  closing.add(`event sources of ${rules.region}`, () => sources.close());
  const route = eventSourceMappingRoute({ sources, rules, notRun, now: Date.now });
  return { sources, route, tableWrites };
}
