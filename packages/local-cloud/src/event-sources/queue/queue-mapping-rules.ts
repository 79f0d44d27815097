import { GetQueueAttributesCommand, QueueDoesNotExist } from "@aws-sdk/client-sqs";
import { ACCOUNT } from "../../account.ts";
import type { LambdaError } from "../../lambda-api/lambda-error.ts";
import {
  invalidParameter,
  outOfRange,
  resourceNotFound,
} from "../../lambda-api/parameter-errors.ts";
import { functionReference } from "../../lambda-host/function-reference.ts";
import type { EventSourceMapping, QueueSettings } from "../mappings/event-source-mapping.ts";
import {
  doubleRefusal,
  type EventSourceMappingRules,
  filterRefusal,
  responseTypesRefusal,
  strangerRefusal,
} from "../mappings/event-source-mapping-rules.ts";

/** Lambda makes no mapping to a function whose role lacks one of these. */
const QUEUE_ACTIONS = ["ReceiveMessage", "DeleteMessage", "GetQueueAttributes"];
/** Of other sources only. */
const NOT_OF_QUEUES = [
  "AmazonManagedKafkaEventSourceConfig",
  "DocumentDBEventSourceConfig",
  "Queues",
  "SelfManagedEventSource",
  "SelfManagedKafkaEventSourceConfig",
  "SourceAccessConfigurations",
  "Topics",
  "StartingPosition",
  "StartingPositionTimestamp",
  "ParallelizationFactor",
  "BisectBatchOnFunctionError",
  "MaximumRecordAgeInSeconds",
  "MaximumRetryAttempts",
  "TumblingWindowInSeconds",
  "DestinationConfig",
];
const MOST_MESSAGES = 10_000;
const MOST_MESSAGES_OF_FIFO = 10;
/** More than so need a window. */
const MESSAGES_OF_ONE_RECEIVE = 10;
const MOST_WINDOW_SECONDS = 300;
const CONCURRENCY = { least: 2, most: 1_000 };

/**
 * What Lambda has against the settings of a queue's mapping, by themselves; undefined for nothing.
 *
 * @param sent the request's body, which may hold what no mapping of a queue has
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html
 */
export function queueSettingsRefusal(
  settings: QueueSettings,
  sent: Readonly<Record<string, unknown>>,
  queueArn: string,
): LambdaError | undefined {
  const { BatchSize, MaximumBatchingWindowInSeconds: window = 0, ScalingConfig } = settings;
  return (
    strangerRefusal(sent, NOT_OF_QUEUES) ??
    outOfRange(BatchSize, "batchSize", 1, MOST_MESSAGES) ??
    outOfRange(window, "maximumBatchingWindowInSeconds", 0, MOST_WINDOW_SECONDS) ??
    outOfRange(
      ScalingConfig?.MaximumConcurrency,
      "scalingConfig.maximumConcurrency",
      CONCURRENCY.least,
      CONCURRENCY.most,
    ) ??
    batchRefusal(BatchSize, window, queueArn.endsWith(".fifo")) ??
    responseTypesRefusal(settings.FunctionResponseTypes) ??
    filterRefusal(settings.FilterCriteria?.Filters)
  );
}

function batchRefusal(size = 0, windowSeconds: number, isFifo: boolean): LambdaError | undefined {
  if (isFifo && windowSeconds > 0) {
    return invalidParameter("Batching window is not supported for FIFO queues.");
  }
  if (isFifo && size > MOST_MESSAGES_OF_FIFO) {
    return invalidParameter(`BatchSize ${size} exceeds the max of ${MOST_MESSAGES_OF_FIFO}`);
  }
  if (size > MESSAGES_OF_ONE_RECEIVE && windowSeconds === 0) {
    return invalidParameter(
      "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
    );
  }
  return undefined;
}

/**
 * What Lambda has against a mapping of a queue, given what there is: the function, its role's rights, the queue, and
 * other mappings of the two.
 */
export async function deployedQueueRefusal(
  mapping: EventSourceMapping,
  others: readonly EventSourceMapping[],
  rules: EventSourceMappingRules,
): Promise<LambdaError | undefined> {
  const { EventSourceArn: arn, FunctionArn } = mapping;
  const deployed = await rules.find(functionReference(FunctionArn));
  if (deployed === undefined) return resourceNotFound(`Function not found: ${FunctionArn}`);
  for (const action of QUEUE_ACTIONS) {
    if (await rules.roleMay(deployed.role, deployed.name, `sqs:${action}`, arn)) continue;
    return invalidParameter(
      `The provided execution role does not have permissions to call ${action} on SQS`,
    );
  }
  const visibilitySeconds = await visibilityOf(arn, rules);
  if (visibilitySeconds === undefined) {
    return invalidParameter(
      "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist for this wsdl version.",
    );
  }
  if (visibilitySeconds < deployed.timeoutSeconds) {
    return invalidParameter(
      `Queue visibility timeout: ${visibilitySeconds} seconds is less than Function timeout: ${deployed.timeoutSeconds} seconds`,
    );
  }
  return doubleRefusal(mapping, others, "SQS arn");
}

async function visibilityOf(
  arn: string,
  { endpoint, region, sqs }: EventSourceMappingRules,
): Promise<number | undefined> {
  const [, , , queueRegion, account, name] = arn.split(":");
  if (queueRegion !== region || account !== ACCOUNT) return undefined;
  const QueueUrl = `${endpoint}/${account}/${name}`;
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["VisibilityTimeout"] });
  try {
    return Number((await sqs.send(asked)).Attributes?.VisibilityTimeout ?? 0);
  } catch (error) {
    if (error instanceof QueueDoesNotExist) return undefined;
    throw error;
  }
}
