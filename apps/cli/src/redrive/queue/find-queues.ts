import { awsRequest } from "@spillway/aws";
import type { Clients } from "@spillway/aws-clients";
import { parsedUrl } from "../../command-line/parsed-url.ts";
import { cliError } from "../../errors.ts";

/** A dead-letter queue and where its messages go. */
export interface RedrivePair {
  readonly from: string;
  readonly to: string;
}

/**
 * Finds a dead-letter queue, and the queue that its messages came from.
 *
 * @param queue URL or name
 * @param to URL or name of another queue than the source
 * @throws SpillwayError RESOURCE_NOT_FOUND, REDRIVE_SOURCE_UNKNOWN when no queue or several have it as their
 * dead-letter queue, REDRIVE_QUEUES_UNLIKE when one is a FIFO queue and the other is not, or both are the same
 */
export async function findQueues(
  clients: Clients,
  queue: string,
  to: string | undefined,
): Promise<RedrivePair> {
  const from = await urlOfQueue(clients, queue);
  const target = to === undefined ? await onlySource(clients, from) : await urlOfQueue(clients, to);
  if (sameQueue(from, target)) {
    throw cliError("REDRIVE_QUEUES_UNLIKE", `expected another queue to send to; came ${queue}`);
  }
  if (isFifo(from) !== isFifo(target)) {
    throw cliError(
      "REDRIVE_QUEUES_UNLIKE",
      `expected two FIFO queues, or two that are none; came ${nameOfQueue(from)} and ${nameOfQueue(target)}`,
      { hint: "Between them groups, order and deduplication would be lost." },
    );
  }
  return { from, to: target };
}

export function isFifo(url: string): boolean {
  return url.endsWith(".fifo");
}

/** `orders-dlq` of `https://sqs.us-east-1.amazonaws.com/123456789012/orders-dlq` */
export function nameOfQueue(url: string): string {
  return url.slice(url.lastIndexOf("/") + 1);
}

/** The host may differ: a tunnel, or another name of the local cloud. */
function sameQueue(one: string, other: string): boolean {
  const path = (url: string) => parsedUrl(url)?.pathname;
  return path(one) === path(other);
}

/** The URL of a queue that is named by its URL or name. */
export async function urlOfQueue(clients: Clients, queue: string): Promise<string> {
  if (/^https?:\/\//.test(queue)) return queue;
  const { GetQueueUrlCommand } = await import("@aws-sdk/client-sqs");
  const client = await clients.sqs();
  const { QueueUrl = "" } = await awsRequest(
    `could not find the queue ${queue}`,
    clients.target,
    () => client.send(new GetQueueUrlCommand({ QueueName: queue })),
  );
  return QueueUrl;
}

async function onlySource(clients: Clients, from: string): Promise<string> {
  const { paginateListDeadLetterSourceQueues } = await import("@aws-sdk/client-sqs");
  const client = await clients.sqs();
  const sources = await awsRequest(
    `could not find the sources of ${from}`,
    clients.target,
    async () => {
      const urls: string[] = [];
      for await (const page of paginateListDeadLetterSourceQueues({ client }, { QueueUrl: from })) {
        urls.push(...(page.queueUrls ?? []));
      }
      return urls;
    },
  );
  const [only, ...others] = sources;
  if (only !== undefined && others.length === 0) return only;
  const came = only === undefined ? "none" : sources.map(nameOfQueue).join(", ");
  throw cliError(
    "REDRIVE_SOURCE_UNKNOWN",
    `expected one queue that has ${nameOfQueue(from)} as its dead-letter queue; came ${came}`,
    {
      hint: "Say where the messages go: --to <queue>. What a stream's processor gave up is replayed by: spillway redrive stream",
      details: { sources },
    },
  );
}

/** About how many messages a queue holds. */
export interface QueueCounts {
  readonly visible: number;
  /** Received by somebody and not deleted so far. */
  readonly hidden: number;
}

export async function countMessages(clients: Clients, url: string): Promise<QueueCounts> {
  const { GetQueueAttributesCommand } = await import("@aws-sdk/client-sqs");
  const client = await clients.sqs();
  const { Attributes = {} } = await awsRequest(`could not read ${url}`, clients.target, () =>
    client.send(
      new GetQueueAttributesCommand({
        QueueUrl: url,
        AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
      }),
    ),
  );
  return {
    visible: Number(Attributes.ApproximateNumberOfMessages ?? 0),
    hidden: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
  };
}
