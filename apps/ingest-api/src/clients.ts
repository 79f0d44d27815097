import { CLIENT_SETTINGS } from "@spillway/http-service";
import type { JobPlaces } from "@spillway/ingest-jobs";
import { lazyServices } from "@spillway/lambda-runtime";

/**
 * The clients that jobs are kept with, each made when it is first needed: a cold `GET` evaluates
 * DynamoDB's alone. They share the limits of a request that somebody waits for.
 *
 * @param env read for an endpoint in AWS's place, where buckets have no hosts of their own
 */
export function lazyClients(env: NodeJS.ProcessEnv): JobPlaces["clients"] {
  const forcePathStyle = Boolean(env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL);
  return {
    dynamodb: lazyServices(async () => {
      const { DynamoDBClient } = await import("@aws-sdk/client-dynamodb");
      return new DynamoDBClient(CLIENT_SETTINGS);
    }),
    s3: lazyServices(async () => {
      const { S3Client } = await import("@aws-sdk/client-s3");
      return new S3Client({ ...CLIENT_SETTINGS, forcePathStyle });
    }),
    sqs: lazyServices(async () => {
      const { SQSClient } = await import("@aws-sdk/client-sqs");
      return new SQSClient(CLIENT_SETTINGS);
    }),
  };
}
