import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { S3Client } from "@aws-sdk/client-s3";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { Target } from "@spillway/aws";
import { ClientMaker } from "./client-maker.ts";

/** The clients that loading takes, each loaded when it is first asked for. */
export interface LoadClients {
  readonly target: Target;
  dynamodb(): Promise<DynamoDBClient>;
  /** Never sends a request twice: the writer retries by its own rules. */
  dynamodbWriter(): Promise<DynamoDBClient>;
  s3(): Promise<S3Client>;
  sqs(): Promise<SQSClient>;
  /** Closes the connections of those that were loaded. */
  destroy(): void;
}

/**
 * The clients of one target that loading takes, for functions: whose zips hold no others. Whoever calls
 * this destroys them.
 *
 * @example
 * const clients = createLoadClients(targetOf(undefined, { region: "eu-west-1" }, process.env));
 */
export function createLoadClients(target: Target): LoadClients {
  return loadClients(new ClientMaker(target));
}

/** The same, of a maker that makes others too. */
export function loadClients(maker: ClientMaker): LoadClients {
  return {
    target: maker.target,
    dynamodb: maker.once(async () => {
      const { DynamoDBClient } = await import("@aws-sdk/client-dynamodb");
      return new DynamoDBClient(maker.settings(5, 10_000));
    }),
    dynamodbWriter: maker.once(async () => {
      const { DynamoDBClient } = await import("@aws-sdk/client-dynamodb");
      return new DynamoDBClient(maker.settings(1, 30_000));
    }),
    s3: maker.once(async () => {
      const { S3Client } = await import("@aws-sdk/client-s3");
      // A local cloud has no host name for each bucket.
      const forcePathStyle = maker.target.endpoint !== undefined;
      return new S3Client({ ...maker.settings(5, 60_000), forcePathStyle });
    }),
    sqs: maker.once(async () => {
      const { SQSClient } = await import("@aws-sdk/client-sqs");
      // A queue's address in the outputs names its host: without this a tunnel would be passed by.
      return new SQSClient({ ...maker.settings(5, 30_000), useQueueUrlAsEndpoint: false });
    }),
    destroy: () => maker.destroy(),
  };
}
