import { randomUUID } from "node:crypto";
import {
  type CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { arnParts } from "./arn-parts.ts";

/** Writes one line into a log group, in a stream of its own as EventBridge does. */
export async function sentToLogGroup(
  client: CloudWatchLogsClient,
  arn: string,
  message: string,
): Promise<void> {
  const [, logGroupName = ""] = arnParts(arn).resource.split(":");
  const logStreamName = randomUUID();
  await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
  const logEvents = [{ timestamp: Date.now(), message }];
  await client.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
}
