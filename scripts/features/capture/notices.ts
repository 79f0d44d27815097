import { SubscribeCommand, UnsubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
} from "@aws-sdk/client-sqs";
import type { Cloud } from "./cloud.ts";
import { until } from "./until.ts";

/** A notice, as far as it is shown. */
export interface Notice {
  readonly event_type: string;
  readonly rule: string;
  readonly changed_by: string;
  /** JSON. */
  readonly body: string;
}

/** Where notices come from. */
export interface NoticePlaces extends Pick<Cloud, "sns" | "sqs"> {
  /** Of the notice topic; null where there is none. */
  readonly topicArn: string | null;
}

/**
 * Subscribes a queue to a notice topic, for as long as it is listened to.
 *
 * @param name of the queue
 * @throws Error where there is no topic
 */
export async function listen({ sns, sqs, topicArn: TopicArn }: NoticePlaces, name: string) {
  if (TopicArn === null) throw new Error("expected a notice topic; came none");
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }),
  );
  const queueArn = Attributes?.QueueArn;
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: queueArn,
        Condition: { ArnEquals: { "aws:SourceArn": TopicArn } },
      },
    ],
  });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  const { SubscriptionArn } = await sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: "sqs",
      Endpoint: queueArn,
      Attributes: { RawMessageDelivery: "true" },
      ReturnSubscriptionArn: true,
    }),
  );
  const heard: Notice[] = [];
  const receive = async () => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ["All"],
        WaitTimeSeconds: 1,
      }),
    );
    if (Messages.length === 0) return;
    heard.push(...Messages.map(noticeOf));
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({
      ...{ Id: String(index), ReceiptHandle },
    }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  };
  return {
    /** The notices of a kind, as they came, once there are so many. */
    hear: (count: number, isWanted = (_: Notice) => true): Promise<readonly Notice[]> =>
      until(`${count} notices`, async () => {
        await receive();
        const wanted = heard.filter(isWanted);
        return wanted.length >= count ? wanted : undefined;
      }),
    stop: async () => {
      await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    },
  };
}

function noticeOf({ Body = "", MessageAttributes }: Message): Notice {
  const attribute = (name: string) => MessageAttributes?.[name]?.StringValue ?? "";
  return {
    event_type: attribute("event_type"),
    rule: attribute("rule"),
    changed_by: attribute("changed_by"),
    body: Body,
  };
}
