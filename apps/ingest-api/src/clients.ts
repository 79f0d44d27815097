import type { JobPlaces } from "@spillway/ingest-jobs";

/**
 * The clients that jobs are kept with, each made when it is first needed: a cold `GET` evaluates
 * DynamoDB's alone. They share the limits of a request that somebody waits for.
 *
 * @param env read for an endpoint in AWS's place, where buckets have no hosts of their own
 */
export function lazyClients(env: NodeJS.ProcessEnv): JobPlaces["clients"] {
  const settings = {
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: 1_000,
      requestTimeout: 5_000,
      throwOnRequestTimeout: true,
    },
  };
  const forcePathStyle = Boolean(env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL);
  return {
    dynamodb: once(async () => {
      const { DynamoDBClient } = await import("@aws-sdk/client-dynamodb");
      return new DynamoDBClient(settings);
    }),
    s3: once(async () => {
      const { S3Client } = await import("@aws-sdk/client-s3");
      return new S3Client({ ...settings, forcePathStyle });
    }),
    sqs: once(async () => {
      const { SQSClient } = await import("@aws-sdk/client-sqs");
      return new SQSClient(settings);
    }),
  };
}

function once<Client>(make: () => Promise<Client>): () => Promise<Client> {
  let made: Promise<Client> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
