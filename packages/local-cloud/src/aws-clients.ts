import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";

/** The AWS clients with which the local cloud follows what is deployed in it. */
export interface AwsClients {
  readonly cloudWatch: CloudWatchClient;
  readonly logs: CloudWatchLogsClient;
  readonly events: EventBridgeClient;
  readonly lambda: LambdaClient;
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
  };
  const clients = {
    // moto 5.2 unpacks a compressed body twice, and so fails: from 10 KB, some hundred metrics, on.
    cloudWatch: new CloudWatchClient({ ...configuration, disableRequestCompression: true }),
    logs: new CloudWatchLogsClient(configuration),
    events: new EventBridgeClient(configuration),
    lambda: new LambdaClient(configuration),
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
