import type { MessageAttributeValue } from "@aws-sdk/client-sqs";
import type { PublishedMessage, TopicAttribute } from "./published-message.ts";

/** A message as one subscription gets it. */
export interface Notification extends PublishedMessage {
  readonly messageId: string;
  readonly topicArn: string;
  readonly subscriptionArn: string;
  /** ISO 8601 with milliseconds. */
  readonly timestamp: string;
  /** Of FIFO topics: 20 digits. */
  readonly sequenceNumber: string | undefined;
}

/** No key of Amazon's is here to sign with: whoever checks signatures finds that out at once. */
const SIGNATURE = Buffer.from("not signed by the local cloud").toString("base64");

/** The text for a protocol of a message that may hold one for each. */
export function messageFor(
  { message, structure }: Pick<PublishedMessage, "message" | "structure">,
  protocol: string,
): string {
  if (structure !== "json") return message;
  const texts: Readonly<Record<string, unknown>> = JSON.parse(message);
  return String(texts[protocol] ?? texts.default ?? "");
}

/**
 * The JSON in which SNS wraps a message for a queue.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
export function envelope(notification: Notification): string {
  const { subject, sequenceNumber, attributes } = notification;
  const addresses = addressesOf(notification);
  return JSON.stringify({
    Type: "Notification",
    MessageId: notification.messageId,
    ...(sequenceNumber === undefined ? {} : { SequenceNumber: sequenceNumber }),
    TopicArn: notification.topicArn,
    ...(subject === undefined ? {} : { Subject: subject }),
    Message: messageFor(notification, "sqs"),
    Timestamp: notification.timestamp,
    SignatureVersion: "1",
    Signature: SIGNATURE,
    SigningCertURL: addresses.certificate,
    UnsubscribeURL: addresses.unsubscribe,
    ...(Object.keys(attributes).length === 0
      ? {}
      : { MessageAttributes: notedAttributes(attributes) }),
  });
}

/**
 * The event with which SNS invokes a function: one record.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
 */
export function functionEvent(notification: Notification): unknown {
  const addresses = addressesOf(notification);
  return {
    Records: [
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: notification.subscriptionArn,
        Sns: {
          Type: "Notification",
          MessageId: notification.messageId,
          TopicArn: notification.topicArn,
          Subject: notification.subject ?? null,
          Message: messageFor(notification, "lambda"),
          Timestamp: notification.timestamp,
          SignatureVersion: "1",
          Signature: SIGNATURE,
          SigningCertUrl: addresses.certificate,
          UnsubscribeUrl: addresses.unsubscribe,
          MessageAttributes: notedAttributes(notification.attributes),
        },
      },
    ],
  };
}

/** A message's attributes for a queue that gets it raw: they become the queue message's own. */
export function rawAttributes(
  attributes: Readonly<Record<string, TopicAttribute>>,
): Record<string, MessageAttributeValue> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { type, value }]) => [
      name,
      type.startsWith("Binary")
        ? { DataType: type, BinaryValue: Buffer.from(value, "base64") }
        : { DataType: type, StringValue: value },
    ]),
  );
}

function notedAttributes(attributes: Readonly<Record<string, TopicAttribute>>) {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { type, value }]) => [
      name,
      { Type: type, Value: value },
    ]),
  );
}

function addressesOf({ topicArn, subscriptionArn }: Notification) {
  const host = `https://sns.${topicArn.split(":")[3]}.amazonaws.com`;
  return {
    certificate: `${host}/SimpleNotificationService-local-cloud.pem`,
    unsubscribe: `${host}/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`,
  };
}
