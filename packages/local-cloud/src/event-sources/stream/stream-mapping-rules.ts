import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-dynamodb-streams";
import { ACCOUNT } from "../../account.ts";
import { destinationOf, neededRight } from "../../destinations/destination.ts";
import type { LambdaError } from "../../lambda-api/lambda-error.ts";
import {
  invalidParameter,
  invalidValue,
  outOfRange,
  resourceNotFound,
} from "../../lambda-api/parameter-errors.ts";
import type { DeployedFunction } from "../../lambda-host/deployed-function.ts";
import { functionReference } from "../../lambda-host/function-reference.ts";
import type { EventSourceMapping, StreamSettings } from "../mappings/event-source-mapping.ts";
import {
  doubleRefusal,
  type EventSourceMappingRules,
  filterRefusal,
  responseTypesRefusal,
  strangerRefusal,
} from "../mappings/event-source-mapping-rules.ts";

/** Lambda makes no mapping to a function whose role lacks one of these. */
const STREAM_ACTIONS = ["GetRecords", "GetShardIterator", "DescribeStream", "ListStreams"];
/** Of other sources only. */
const NOT_OF_STREAMS = [
  "AmazonManagedKafkaEventSourceConfig",
  "DocumentDBEventSourceConfig",
  "Queues",
  "ScalingConfig",
  "SelfManagedEventSource",
  "SelfManagedKafkaEventSourceConfig",
  "SourceAccessConfigurations",
  "Topics",
  "StartingPositionTimestamp",
];
const MOST_RECORDS = 10_000;
const MOST_WINDOW_SECONDS = 300;
const MOST_LANES = 10;
const NO_LIMIT = -1;
const LEAST_AGE_SECONDS = 60;
const MOST_AGE_SECONDS = 604_800;
const MOST_RETRIES = 10_000;
const POSITIONS = ["TRIM_HORIZON", "LATEST"];

/**
 * What Lambda has against the settings of a stream's mapping, by themselves; undefined for nothing.
 *
 * @param sent the request's body, which may hold what no mapping of a stream has
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html
 */
export function streamSettingsRefusal(
  settings: StreamSettings,
  sent: Readonly<Record<string, unknown>>,
): LambdaError | undefined {
  const { MaximumRecordAgeInSeconds: age } = settings;
  return (
    strangerRefusal(sent, NOT_OF_STREAMS) ??
    outOfRange(settings.BatchSize, "batchSize", 1, MOST_RECORDS) ??
    outOfRange(
      settings.MaximumBatchingWindowInSeconds,
      "maximumBatchingWindowInSeconds",
      0,
      MOST_WINDOW_SECONDS,
    ) ??
    outOfRange(settings.ParallelizationFactor, "parallelizationFactor", 1, MOST_LANES) ??
    outOfRange(settings.MaximumRetryAttempts, "maximumRetryAttempts", NO_LIMIT, MOST_RETRIES) ??
    outOfRange(age, "maximumRecordAgeInSeconds", NO_LIMIT, MOST_AGE_SECONDS) ??
    (age !== undefined && age !== NO_LIMIT && age < LEAST_AGE_SECONDS
      ? invalidParameter(
          `MaximumRecordAgeInSeconds must be ${NO_LIMIT} or between ${LEAST_AGE_SECONDS} and ${MOST_AGE_SECONDS}.`,
        )
      : undefined) ??
    positionRefusal(settings.StartingPosition) ??
    responseTypesRefusal(settings.FunctionResponseTypes) ??
    filterRefusal(settings.FilterCriteria?.Filters)
  );
}

function positionRefusal(position: string | undefined): LambdaError | undefined {
  if (position === undefined || POSITIONS.includes(position)) return undefined;
  if (position === "AT_TIMESTAMP") {
    return invalidParameter("Unsupported starting position for DynamoDB Streams: AT_TIMESTAMP");
  }
  const constraint = "Member must satisfy enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]";
  return invalidValue(position, "startingPosition", constraint);
}

/**
 * What Lambda has against a mapping of a stream, given what there is: the function, its role's rights on stream and
 * destination, the stream, and other mappings of the two.
 */
export async function deployedStreamRefusal(
  mapping: EventSourceMapping,
  others: readonly EventSourceMapping[],
  rules: EventSourceMappingRules,
): Promise<LambdaError | undefined> {
  const { EventSourceArn: arn, FunctionArn, StartingPosition } = mapping;
  const deployed = await rules.find(functionReference(FunctionArn));
  if (deployed === undefined) return resourceNotFound(`Function not found: ${FunctionArn}`);
  if (StartingPosition === undefined) {
    return invalidParameter("StartingPosition is required for a DynamoDB stream.");
  }
  for (const action of STREAM_ACTIONS) {
    if (await rules.roleMay(deployed.role, deployed.name, `dynamodb:${action}`, arn)) continue;
    return invalidParameter(
      `Cannot access stream ${arn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`,
    );
  }
  if (!(await streamExists(arn, rules.region, rules.streams))) {
    return resourceNotFound(`Stream not found: ${arn}`);
  }
  return doubleRefusal(mapping, others, "DynamoDB Stream arn");
}

/**
 * What Lambda has against the destination of given up records; undefined for nothing, or where there is none.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export async function failureDestinationRefusal(
  { DestinationConfig: config, FunctionArn }: EventSourceMapping,
  { find, roleMay }: Pick<EventSourceMappingRules, "find" | "roleMay">,
): Promise<LambdaError | undefined> {
  const arn = config?.OnFailure?.Destination;
  if (!arn) return undefined;
  const deployed: DeployedFunction | undefined = await find(functionReference(FunctionArn));
  const destination = destinationOf(arn);
  const isFifo = arn.endsWith(".fifo");
  const takes = destination && ["queue", "topic", "bucket"].includes(destination.kind) && !isFifo;
  if (!takes) return invalidParameter(`The destination ARN ${arn} is invalid.`);
  const needed = [neededRight(destination)];
  if (destination.kind === "bucket") needed.push({ action: "s3:ListBucket", resource: arn });
  const { role = "", name = "" } = deployed ?? {};
  for (const { action, resource } of needed) {
    if (await roleMay(role, name, action, resource)) continue;
    const [, call] = action.split(":");
    return invalidParameter(
      `The function's execution role does not have permissions to call ${call} on ${arn}`,
    );
  }
  return undefined;
}

async function streamExists(
  arn: string,
  region: string,
  streams: DynamoDBStreamsClient,
): Promise<boolean> {
  const [, , , ofRegion, account] = arn.split(":");
  if (ofRegion !== region || account !== ACCOUNT) return false;
  try {
    await streams.send(new DescribeStreamCommand({ StreamArn: arn, Limit: 1 }));
    return true;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false;
    throw error;
  }
}
