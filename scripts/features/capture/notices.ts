import { SubscribeCommand, UnsubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
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
}

/** Subscribes a queue to the notice topic, for as long as it is listened to. */
export async function listen({ sns, sqs, capture }: Cloud, name: string) {
  const TopicArn = capture.notice_topic_arn;
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
  return {
    /** The first notices, as they came, once there are so many. */
    hear: (count: number): Promise<readonly Notice[]> =>
      until(`${count} notices`, async () => {
        const { Messages } = await sqs.send(
          new ReceiveMessageCommand({
            QueueUrl,
            MaxNumberOfMessages: 10,
            MessageAttributeNames: ["All"],
            WaitTimeSeconds: 1,
          }),
        );
        for (const { MessageAttributes } of Messages ?? []) {
          const attribute = (name: string) => MessageAttributes?.[name]?.StringValue ?? "";
          heard.push({
            event_type: attribute("event_type"),
            rule: attribute("rule"),
            changed_by: attribute("changed_by"),
          });
        }
        return heard.length >= count ? heard : undefined;
      }),
    stop: async () => {
      await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    },
  };
}
