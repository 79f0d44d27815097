import type { LambdaError } from "../lambda-api/lambda-error.ts";
import {
  type EventSourceMapping,
  queueSettings,
  type StreamSettings,
  streamSettings,
} from "./mappings/event-source-mapping.ts";
import type { EventSourceMappingRules } from "./mappings/event-source-mapping-rules.ts";
import { deployedQueueRefusal, queueSettingsRefusal } from "./queue/queue-mapping-rules.ts";
import { tableOfStream } from "./stream/stream-mapping.ts";
import {
  deployedStreamRefusal,
  failureDestinationRefusal,
  streamSettingsRefusal,
} from "./stream/stream-mapping-rules.ts";

type Sent = Readonly<Record<string, unknown>>;

/** What differs between mappings by their source. */
export interface SourceKind {
  readonly name: "queue" | "stream";
  /** The settings that a request has, as Lambda names them. */
  readonly settings: { parse(sent: unknown): StreamSettings };
  /** What a mapping has that does not say it. */
  readonly defaults: Partial<EventSourceMapping>;
  readonly transitionReason: string;
  /** What Lambda has against settings by themselves. */
  settingsRefusal(mapping: EventSourceMapping, sent: Sent): LambdaError | undefined;
  /** What Lambda has against a mapping that is made, or goes to another function, given what there is. */
  deployedRefusal(
    mapping: EventSourceMapping,
    others: readonly EventSourceMapping[],
    rules: EventSourceMappingRules,
  ): Promise<LambdaError | undefined>;
  /** What Lambda has against a mapping whose settings are changed, given what there is. */
  changeRefusal(
    mapping: EventSourceMapping,
    sent: Sent,
    rules: EventSourceMappingRules,
  ): Promise<LambdaError | undefined>;
}

const QUEUE: SourceKind = {
  name: "queue",
  settings: queueSettings,
  defaults: { BatchSize: 10, MaximumBatchingWindowInSeconds: 0, FunctionResponseTypes: [] },
  transitionReason: "USER_INITIATED",
  settingsRefusal: (mapping, sent) => queueSettingsRefusal(mapping, sent, mapping.EventSourceArn),
  deployedRefusal: deployedQueueRefusal,
  changeRefusal: async () => undefined,
};

const STREAM: SourceKind = {
  name: "stream",
  settings: streamSettings,
  defaults: {
    BatchSize: 100,
    MaximumBatchingWindowInSeconds: 0,
    ParallelizationFactor: 1,
    DestinationConfig: { OnFailure: {} },
    MaximumRecordAgeInSeconds: -1,
    BisectBatchOnFunctionError: false,
    MaximumRetryAttempts: -1,
    TumblingWindowInSeconds: 0,
    FunctionResponseTypes: [],
  },
  transitionReason: "User action",
  settingsRefusal: streamSettingsRefusal,
  deployedRefusal: async (mapping, others, rules) =>
    (await deployedStreamRefusal(mapping, others, rules)) ??
    (await failureDestinationRefusal(mapping, rules)),
  changeRefusal: async (mapping, sent, rules) =>
    sent.DestinationConfig === undefined ? undefined : failureDestinationRefusal(mapping, rules),
};

/** The kind of source that an ARN names; undefined for what is no source here. */
export function sourceKindOf(arn: string): SourceKind | undefined {
  if (/^arn:[\w-]+:sqs:/.test(arn)) return QUEUE;
  return tableOfStream(arn) === undefined ? undefined : STREAM;
}
