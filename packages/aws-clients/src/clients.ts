import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { S3Client } from "@aws-sdk/client-s3";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { STSClient } from "@aws-sdk/client-sts";
import type { Target } from "@spillway/aws";

/** AWS clients of one target, each loaded when it is first asked for. */
export interface Clients {
  readonly target: Target;
  dynamodb(): Promise<DynamoDBClient>;
  /** Never sends a request twice: the writer retries by its own rules. */
  dynamodbWriter(): Promise<DynamoDBClient>;
  dynamodbStreams(): Promise<DynamoDBStreamsClient>;
  s3(): Promise<S3Client>;
  sqs(): Promise<SQSClient>;
  cloudwatch(): Promise<CloudWatchClient>;
  /** Never sends a request twice: an invocation that is repeated would be a second spike. */
  lambda(): Promise<LambdaClient>;
  sts(): Promise<STSClient>;
  /** Closes the connections of those that were loaded. */
  destroy(): void;
}

const LONGEST_INVOCATION_MS = 16 * 60_000; // Lambda's limit is 15 minutes.

/**
 * Clients of one target. Whoever calls this destroys it.
 *
 * @example
 * const clients = createClients(targetOf(undefined, { region: "eu-west-1" }, process.env));
 * const dynamodb = await clients.dynamodb(); // loads @aws-sdk/client-dynamodb, and nothing else
 * clients.destroy();
 */
export function createClients(target: Target): Clients {
  const made: { destroy(): void }[] = [];
  const settings = (maxAttempts: number, requestTimeout: number) => ({
    region: target.region,
    maxAttempts,
    // Without the last a request that takes longer is only complained of.
    requestHandler: { connectionTimeout: 5_000, requestTimeout, throwOnRequestTimeout: true },
    ...(target.endpoint === undefined ? {} : { endpoint: target.endpoint }),
    ...(target.credentials === undefined ? {} : { credentials: target.credentials }),
  });
  const once = <Client extends { destroy(): void }>(make: () => Promise<Client>) => {
    let client: Promise<Client> | undefined;
    return () => {
      client ??= make().then((value) => {
        made.push(value);
        return value;
      });
      return client;
    };
  };
  return {
    target,
    dynamodb: once(async () => {
      const { DynamoDBClient } = await import("@aws-sdk/client-dynamodb");
      return new DynamoDBClient(settings(5, 10_000));
    }),
    dynamodbWriter: once(async () => {
      const { DynamoDBClient } = await import("@aws-sdk/client-dynamodb");
      return new DynamoDBClient(settings(1, 30_000));
    }),
    dynamodbStreams: once(async () => {
      const { DynamoDBStreamsClient } = await import("@aws-sdk/client-dynamodb-streams");
      return new DynamoDBStreamsClient(settings(5, 30_000));
    }),
    s3: once(async () => {
      const { S3Client } = await import("@aws-sdk/client-s3");
      // A local cloud has no host name for each bucket.
      return new S3Client({
        ...settings(5, 60_000),
        forcePathStyle: target.endpoint !== undefined,
      });
    }),
    sqs: once(async () => {
      const { SQSClient } = await import("@aws-sdk/client-sqs");
      // A queue's address in the outputs names its host: without this a tunnel would be passed by.
      return new SQSClient({ ...settings(5, 30_000), useQueueUrlAsEndpoint: false });
    }),
    cloudwatch: once(async () => {
      const { CloudWatchClient } = await import("@aws-sdk/client-cloudwatch");
      return new CloudWatchClient(settings(5, 60_000));
    }),
    lambda: once(async () => {
      const { LambdaClient } = await import("@aws-sdk/client-lambda");
      return new LambdaClient(settings(1, LONGEST_INVOCATION_MS));
    }),
    sts: once(async () => {
      const { STSClient } = await import("@aws-sdk/client-sts");
      return new STSClient(settings(3, 10_000));
    }),
    destroy: () => {
      for (const client of made) client.destroy();
    },
  };
}
