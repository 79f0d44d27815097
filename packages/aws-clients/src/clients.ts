import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { STSClient } from "@aws-sdk/client-sts";
import type { Target } from "@spillway/aws";
import { ClientMaker } from "./client-maker.ts";
import { type LoadClients, loadClients } from "./load-clients.ts";

/** AWS clients of one target, each loaded when it is first asked for. */
export interface Clients extends LoadClients {
  dynamodbStreams(): Promise<DynamoDBStreamsClient>;
  cloudwatch(): Promise<CloudWatchClient>;
  /** Never sends a request twice: an invocation that is repeated would be a second spike. */
  lambda(): Promise<LambdaClient>;
  sts(): Promise<STSClient>;
}

const LONGEST_INVOCATION_MS = 16 * 60_000; // Lambda's limit is 15 minutes.

/**
 * Clients of one target, for commands. Whoever calls this destroys them.
 *
 * @example
 * const clients = createClients(targetOf(undefined, { region: "eu-west-1" }, process.env));
 * const dynamodb = await clients.dynamodb(); // loads @aws-sdk/client-dynamodb, and nothing else
 * clients.destroy();
 */
export function createClients(target: Target): Clients {
  const maker = new ClientMaker(target);
  return {
    ...loadClients(maker),
    dynamodbStreams: maker.once(async () => {
      const { DynamoDBStreamsClient } = await import("@aws-sdk/client-dynamodb-streams");
      return new DynamoDBStreamsClient(maker.settings(5, 30_000));
    }),
    cloudwatch: maker.once(async () => {
      const { CloudWatchClient } = await import("@aws-sdk/client-cloudwatch");
      return new CloudWatchClient(maker.settings(5, 60_000));
    }),
    lambda: maker.once(async () => {
      const { LambdaClient } = await import("@aws-sdk/client-lambda");
      return new LambdaClient(maker.settings(1, LONGEST_INVOCATION_MS));
    }),
    sts: maker.once(async () => {
      const { STSClient } = await import("@aws-sdk/client-sts");
      return new STSClient(maker.settings(3, 10_000));
    }),
  };
}
