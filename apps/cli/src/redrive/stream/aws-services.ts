import { awsRequest } from "@spillway/aws";
import type { Clients } from "@spillway/aws-clients";
import type { Clock, Random } from "@spillway/pacing";
import { urlOfQueue } from "../queue/find-queues.ts";
import { sqsQueues } from "../queue/sqs-queues.ts";
import type { StreamSources } from "./find-sources.ts";
import { lambdaProcessor } from "./lambda-processor.ts";
import { mappingFilter } from "./mapping-filter.ts";
import type { StreamReader } from "./ports.ts";
import { s3Objects } from "./s3-objects.ts";
import type { StreamServices } from "./services.ts";
import { type RecordFilter, streamReader } from "./stream-reader.ts";

/** What a redrive of a stream works with, in AWS. */
export interface AwsStreamServices extends StreamServices {
  /** Messages of the queue that are hidden before anything is received. */
  readonly hidden: number;
}

export async function awsServices(
  clients: Clients,
  { functionName, queue, bucket, streamArn }: StreamSources,
  jitter: { readonly clock: Clock; readonly random: Random },
): Promise<AwsStreamServices> {
  const url = queue === undefined ? undefined : await urlOfQueue(clients, queue);
  const facts = url === undefined ? undefined : await queueFacts(clients, url);
  return {
    queue: url === undefined ? undefined : await sqsQueues(clients, url, undefined),
    retentionSeconds: facts?.retentionSeconds,
    hidden: facts?.hidden ?? 0,
    objects: await s3Objects(clients, bucket),
    processor: await lambdaProcessor(clients, functionName, jitter),
    stream: lateReader(clients, streamArn, functionName),
  };
}

/** Asks for the mapping's filter when the first range is read: where records are kept nobody needs it. */
function lateReader(
  clients: Clients,
  streamArn: string | undefined,
  functionName: string,
): StreamReader {
  let filter: Promise<RecordFilter> | undefined;
  return {
    async read(record) {
      filter ??= mappingFilter(clients, functionName);
      return (await streamReader(clients, streamArn, await filter)).read(record);
    },
  };
}

async function queueFacts(clients: Clients, url: string) {
  const { GetQueueAttributesCommand } = await import("@aws-sdk/client-sqs");
  const client = await clients.sqs();
  const command = new GetQueueAttributesCommand({
    QueueUrl: url,
    AttributeNames: ["ApproximateNumberOfMessagesNotVisible", "MessageRetentionPeriod"],
  });
  const { Attributes = {} } = await awsRequest(`could not read ${url}`, clients.target, () =>
    client.send(command),
  );
  const retention = Number(Attributes.MessageRetentionPeriod);
  return {
    hidden: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
    retentionSeconds: Number.isNaN(retention) ? undefined : retention,
  };
}
