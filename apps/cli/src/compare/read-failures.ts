import { awsRequest } from "@spillway/aws";
import type { Clients } from "@spillway/aws-clients";
import type { Reason } from "@spillway/errors";
import type { Deadline } from "@spillway/pacing";
import * as z from "zod";
import { sumOf } from "../metrics/run-metrics.ts";
import { keyText, type RecordKey } from "./key-ledger.ts";

// Long enough to look through some thousand messages once, short enough that whoever wants to
// redrive them need not wait.
const HIDDEN_SECONDS = 30;

const failureSchema = z.object({
  item: z.object({ pk: z.object({ S: z.string() }), sk: z.object({ N: z.string() }) }),
  reason: z.object({ code: z.string(), message: z.string() }).optional(),
});

const DEAD_LETTERED: Reason = {
  code: "DEAD_LETTERED",
  message: "the queue consumer could not write it, and its queue gave it up",
};

/** A failed record's key and reason; undefined when the message is not one of ours. */
function parseFailure(body: string): { key: RecordKey; reason: Reason } | undefined {
  let document: unknown;
  try {
    document = JSON.parse(body);
  } catch {
    return undefined;
  }
  const failure = failureSchema.safeParse(document);
  if (!failure.success) return undefined;
  const { item, reason } = failure.data;
  return { key: { pk: item.pk.S, sk: item.sk.N }, reason: reason ?? DEAD_LETTERED };
}

/**
 * Looks through failure and dead letter queues, one after the other, for these records. Nothing is
 * taken out: each message is hidden for 30 s and then there again. Leaves a queue when all were
 * found, when it begins to repeat itself, after two empty answers, or at the deadline.
 */
export async function readFailures(
  clients: Clients,
  queueUrls: readonly string[],
  wanted: readonly RecordKey[],
  options: { deadline: Deadline },
): Promise<{ key: RecordKey; reason: Reason }[]> {
  const left = new Set(wanted.map(keyText));
  const found: { key: RecordKey; reason: Reason }[] = [];
  for (const queueUrl of queueUrls) {
    found.push(...(await readQueue(clients, queueUrl, left, options)));
  }
  return found;
}

// Takes out of `left` what it finds.
async function readQueue(
  clients: Clients,
  queueUrl: string,
  left: Set<string>,
  options: { deadline: Deadline },
): Promise<{ key: RecordKey; reason: Reason }[]> {
  const { ReceiveMessageCommand } = await import("@aws-sdk/client-sqs");
  const client = await clients.sqs();
  const seen = new Set<string>();
  const found: { key: RecordKey; reason: Reason }[] = [];
  let fruitless = 0;
  while (left.size > 0 && fruitless < 2 && !options.deadline.hasPassed()) {
    const command = new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: HIDDEN_SECONDS,
      WaitTimeSeconds: 1,
    });
    const answer = await awsRequest(`could not read ${queueUrl}`, clients.target, () =>
      client.send(command),
    );
    const fresh = (answer.Messages ?? []).filter(({ MessageId = "" }) => !seen.has(MessageId));
    fruitless = fresh.length === 0 ? fruitless + 1 : 0;
    for (const { MessageId = "", Body = "" } of fresh) {
      seen.add(MessageId);
      const failure = parseFailure(Body);
      if (failure !== undefined && left.delete(keyText(failure.key))) found.push(failure);
    }
  }
  return found;
}

/** About how many messages these queues hold that can be received now. */
export async function countVisible(
  clients: Clients,
  queueUrls: readonly string[],
): Promise<number> {
  const { GetQueueAttributesCommand } = await import("@aws-sdk/client-sqs");
  const client = await clients.sqs();
  const counts = queueUrls.map(async (queueUrl) => {
    const command = new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: ["ApproximateNumberOfMessages"],
    });
    const answer = await awsRequest(`could not read ${queueUrl}`, clients.target, () =>
      client.send(command),
    );
    return Number(answer.Attributes?.ApproximateNumberOfMessages ?? 0);
  });
  return sumOf(await Promise.all(counts));
}
