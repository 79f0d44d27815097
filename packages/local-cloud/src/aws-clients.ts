import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";

/** In the user agent of every request that the local cloud itself sends, by which it is told from others. */
export const OWN_USER_AGENT = "spillway-local-cloud";

/** The AWS clients with which the local cloud follows what is deployed in it. */
export interface AwsClients {
  readonly cloudWatch: CloudWatchClient;
  readonly dynamoDb: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  readonly logs: CloudWatchLogsClient;
  readonly events: EventBridgeClient;
  readonly lambda: LambdaClient;
  readonly scheduler: SchedulerClient;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly sts: STSClient;
  close(): void;
}

/** Clients of one endpoint, with the local cloud's own access key. */
export function awsClients(endpoint: string, region: string, ownKey: string): AwsClients {
  const configuration = {
    endpoint,
    region,
    credentials: { accessKeyId: ownKey, secretAccessKey: ownKey },
    customUserAgent: OWN_USER_AGENT,
  };
  const clients = {
    // It goes over loopback: packing costs more than it saves.
    cloudWatch: new CloudWatchClient({ ...configuration, disableRequestCompression: true }),
    dynamoDb: new DynamoDBClient(configuration),
    streams: new DynamoDBStreamsClient(configuration),
    logs: new CloudWatchLogsClient(configuration),
    events: new EventBridgeClient(configuration),
    lambda: new LambdaClient(configuration),
    scheduler: new SchedulerClient(configuration),
    sns: new SNSClient(configuration),
    sqs: new SQSClient(configuration),
    sts: new STSClient(configuration),
  };
  return {
    ...clients,
    close() {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
