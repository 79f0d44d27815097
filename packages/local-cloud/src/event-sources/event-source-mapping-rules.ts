import { GetQueueAttributesCommand, QueueDoesNotExist, type SQSClient } from "@aws-sdk/client-sqs";
import { parseEventPattern } from "@spillway/event-pattern";
import { z } from "zod";
import { ACCOUNT } from "../account.ts";
import type { RoleMay } from "../lambda-api/dead-letter-error.ts";
import type { LambdaError } from "../lambda-api/lambda-error.ts";
import {
  invalidParameter,
  invalidValue,
  outOfRange,
  resourceNotFound,
} from "../lambda-api/parameter-errors.ts";
import type { DeployedFunction } from "../lambda-host/deployed-function.ts";
import {
  type FunctionReference,
  functionArn,
  functionReference,
} from "../lambda-host/function-reference.ts";
import {
  type EventSourceMapping,
  type MappingSettings,
  mappingSettings,
} from "./event-source-mapping.ts";

/** What a request to make or change a mapping may say. */
export const mappingRequest = mappingSettings.extend({
  Enabled: z.boolean().optional(),
  FunctionName: z.string().optional(),
  EventSourceArn: z.string().optional(),
  Tags: z.record(z.string(), z.string()).optional(),
});

/** What a mapping is checked against. */
export interface EventSourceMappingRules {
  readonly region: string;
  /** The address of the gateway. */
  readonly endpoint: string;
  readonly sqs: SQSClient;
  /** The version that is named; undefined when there is none. */
  readonly find: (reference: FunctionReference) => Promise<DeployedFunction | undefined>;
  /** Whether a function's role allows an action on a resource. */
  readonly roleMay: RoleMay;
}

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
/** As an account has at first. */
const MOST_FILTERS = 5;
const LONGEST_PATTERN = 4_096;

/**
 * What Lambda has against the settings of a queue's mapping, by themselves; undefined for nothing.
 *
 * @param sent the request's body, which may hold what no mapping of a queue has
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html
 */
export function settingsRefusal(
  settings: MappingSettings,
  sent: Readonly<Record<string, unknown>>,
  queueArn: string,
): LambdaError | undefined {
  const { BatchSize, MaximumBatchingWindowInSeconds: window = 0, ScalingConfig } = settings;
  const stranger = NOT_OF_QUEUES.find((name) => !isUnset(sent[name]));
  if (stranger !== undefined) {
    return invalidParameter(
      `Unsupported ${stranger} parameter for given event source mapping type.`,
    );
  }
  return (
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
    filterRefusal(settings.FilterCriteria?.Filters ?? [])
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

function responseTypesRefusal(types: readonly string[] = []): LambdaError | undefined {
  if (types.every((type) => type === "ReportBatchItemFailures")) return undefined;
  const constraint =
    "Member must satisfy constraint: [Member must satisfy enum value set: [ReportBatchItemFailures]]";
  return invalidValue(`[${types.join(", ")}]`, "functionResponseTypes", constraint);
}

function filterRefusal(filters: readonly { readonly Pattern: string }[]): LambdaError | undefined {
  if (filters.length > MOST_FILTERS) {
    return invalidParameter(
      `Number of filters ${filters.length} exceeds the maximum of ${MOST_FILTERS} for an event source mapping.`,
    );
  }
  for (const { Pattern: pattern } of filters) {
    if (pattern.length > LONGEST_PATTERN) {
      const constraint = `Member must have length less than or equal to ${LONGEST_PATTERN}`;
      return invalidValue(pattern, "filterCriteria.filters.pattern", constraint);
    }
    try {
      parseEventPattern(pattern);
    } catch {
      return invalidParameter("Invalid filter pattern definition.");
    }
  }
  return undefined;
}

/**
 * What Lambda has against a mapping, given what there is: the function, its role's rights, the queue, and other
 * mappings of the two.
 */
export async function deployedRefusal(
  mapping: EventSourceMapping,
  others: readonly EventSourceMapping[],
  rules: EventSourceMappingRules,
): Promise<LambdaError | undefined> {
  const { EventSourceArn: arn, FunctionArn } = mapping;
  const reference = functionReference(FunctionArn);
  const deployed = await rules.find(reference);
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
  const same = others.find(
    (other) => other.EventSourceArn === arn && other.FunctionArn === FunctionArn,
  );
  if (same === undefined) return undefined;
  const message = `An event source mapping with SQS arn (" ${arn} ") and function (" ${deployed.name} ") already exists. Please update or delete the existing mapping with UUID ${same.UUID}`;
  return { status: 409, type: "ResourceConflictException", message };
}

/** The ARN of a function that is named in any way. */
export function namedFunctionArn(name: string, region: string): string {
  return functionArn(functionReference(name), region);
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

/** Whether a setting says nothing: Terraform sends some of them empty. */
function isUnset(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === "" ||
    value === false ||
    (typeof value === "object" && Object.keys(value).length === 0)
  );
}
