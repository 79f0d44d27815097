import type { Message, MessageAttributeValue } from "@aws-sdk/client-sqs";
import { awsRequest } from "@spillway/aws";
import type { Clients } from "@spillway/aws-clients";
import type {
  DeadLetter,
  MessageAttribute,
  ReadableQueue,
  Receipt,
  RedriveQueues,
  RefusedEntry,
} from "./dead-letter.ts";

/** So many seconds SQS looks through all its servers before it says that a queue is empty. */
const WAIT_SECONDS = 1;

/**
 * A dead-letter queue and the one its messages go to, in SQS.
 *
 * @param to undefined when nothing is to be sent
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html
 */
export async function sqsQueues(
  clients: Clients,
  from: string,
  to: string | undefined,
): Promise<RedriveQueues & ReadableQueue> {
  const {
    ChangeMessageVisibilityBatchCommand,
    DeleteMessageBatchCommand,
    ReceiveMessageCommand,
    SendMessageBatchCommand,
  } = await import("@aws-sdk/client-sqs");
  const client = await clients.sqs();
  const request = <Result>(doing: string, run: () => Promise<Result>) =>
    awsRequest(doing, clients.target, run);
  const idsOf = (messages: readonly Receipt[]) =>
    messages.map(({ receipt }, index) => ({ Id: String(index), ReceiptHandle: receipt }));
  const hide: ReadableQueue["hide"] = async (messages, seconds) => {
    const command = new ChangeMessageVisibilityBatchCommand({
      QueueUrl: from,
      Entries: idsOf(messages).map((entry) => ({ ...entry, VisibilityTimeout: seconds })),
    });
    const answer = await request(`could not change when messages of ${from} are visible`, () =>
      client.send(command),
    );
    return refusedEntries(messages.length, answer);
  };
  return {
    async receive(max, hiddenSeconds) {
      const command = new ReceiveMessageCommand({
        QueueUrl: from,
        MaxNumberOfMessages: max,
        VisibilityTimeout: hiddenSeconds,
        WaitTimeSeconds: WAIT_SECONDS,
        MessageSystemAttributeNames: ["All"],
        MessageAttributeNames: ["All"],
      });
      const { Messages = [] } = await request(`could not read ${from}`, () => client.send(command));
      return Messages.map(deadLetter);
    },
    async send(messages) {
      const command = new SendMessageBatchCommand({
        QueueUrl: to,
        Entries: messages.map((message, index) => ({ Id: String(index), ...copyOf(message) })),
      });
      const answer = await request(`could not send to ${to}`, () => client.send(command));
      return refusedEntries(messages.length, answer);
    },
    async delete(messages) {
      const command = new DeleteMessageBatchCommand({
        QueueUrl: from,
        Entries: idsOf(messages),
      });
      const answer = await request(`could not delete from ${from}`, () => client.send(command));
      return refusedEntries(messages.length, answer);
    },
    release: (messages) => hide(messages, 0),
    hide,
  };
}

function deadLetter(message: Message): DeadLetter {
  const attributes = Object.entries(message.MessageAttributes ?? {});
  return {
    id: message.MessageId ?? "",
    receipt: message.ReceiptHandle ?? "",
    body: message.Body ?? "",
    system: message.Attributes ?? {},
    attributes: Object.fromEntries(
      attributes.map(([name, { DataType = "String", StringValue, BinaryValue }]) => [
        name,
        {
          dataType: DataType,
          ...(StringValue === undefined ? {} : { text: StringValue }),
          ...(BinaryValue === undefined ? {} : { bytes: BinaryValue }),
        },
      ]),
    ),
  };
}

/**
 * What is sent: all that a sender can give a message, as the first sender gave it, but for the deduplication id.
 * Of one that the queue had within five minutes SQS would say that it is sent, and drop it. The message's id takes
 * its place: a copy is a new message, and the same one where it is sent again because the answer was lost.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
 */
function copyOf({ id, body, system, attributes }: DeadLetter) {
  const { MessageGroupId, MessageDeduplicationId, AWSTraceHeader } = system;
  const entries = Object.entries(attributes);
  return {
    MessageBody: body,
    ...(entries.length === 0
      ? {}
      : {
          MessageAttributes: Object.fromEntries(
            entries.map(([name, attribute]) => [name, sdkAttribute(attribute)]),
          ),
        }),
    ...(MessageGroupId === undefined ? {} : { MessageGroupId }),
    ...(MessageDeduplicationId === undefined ? {} : { MessageDeduplicationId: id }),
    ...(AWSTraceHeader === undefined
      ? {}
      : {
          MessageSystemAttributes: {
            AWSTraceHeader: { DataType: "String", StringValue: AWSTraceHeader },
          },
        }),
  };
}

function sdkAttribute({ dataType, text, bytes }: MessageAttribute): MessageAttributeValue {
  return {
    DataType: dataType,
    ...(text === undefined ? {} : { StringValue: text }),
    ...(bytes === undefined ? {} : { BinaryValue: bytes }),
  };
}

interface BatchAnswer {
  readonly Successful?: readonly { readonly Id?: string | undefined }[] | undefined;
  readonly Failed?:
    | readonly {
        readonly Id?: string | undefined;
        readonly Code?: string | undefined;
        readonly Message?: string | undefined;
        readonly SenderFault?: boolean | undefined;
      }[]
    | undefined;
}

function refusedEntries(count: number, { Successful, Failed }: BatchAnswer): RefusedEntry[] {
  const done = new Set(Successful?.map(({ Id }) => Id));
  const failed = new Map(Failed?.map((entry) => [entry.Id, entry]));
  return Array.from({ length: count }, (_, index) => index)
    .filter((index) => !done.has(String(index)))
    .map((index) => {
      const entry = failed.get(String(index));
      return {
        index,
        code: entry?.Code ?? "NOT_ANSWERED",
        message: entry?.Message ?? "SQS named the message neither as done nor as refused",
        senderFault: entry?.SenderFault ?? false,
      };
    });
}
