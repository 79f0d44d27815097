import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { SQSClient } from "@aws-sdk/client-sqs";

/** What deliveries need of a region. */
export interface DeliveryRegion {
  readonly clients: {
    readonly sqs: SQSClient;
    readonly sns: SNSClient;
    readonly events: EventBridgeClient;
    readonly logs: CloudWatchLogsClient;
  };
  /** Whether there is such a function, and its version or alias. */
  knows(functionArn: string): Promise<boolean>;
  /** Invokes asynchronously: retries and destinations are Lambda's. */
  invoke(functionArn: string, payload: Uint8Array): void;
}
