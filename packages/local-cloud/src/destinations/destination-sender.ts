import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { ACCOUNT } from "../account.ts";
import { localCloudError } from "../errors.ts";
import type { FunctionReference } from "../lambda-host/function-reference.ts";
import type { RoleClientSettings } from "../lambda-host/role-clients.ts";
import type { Delivery } from "./delivery.ts";
import { type Destination, type DestinationKind, destinationOf } from "./destination.ts";

export interface DestinationSenderOptions {
  /** How to call as a function's role. */
  readonly settingsOf: (reference: FunctionReference) => Promise<RoleClientSettings>;
}

/** Something that sends to destinations of one kind, as one role. */
interface Channel {
  send(destination: Destination, delivery: Delivery): Promise<void>;
  destroy(): void;
}

/**
 * Sends records to destinations with the execution role of the function that they are about, through the
 * gateway: what the role, or the destination's own policy, does not allow does not arrive.
 */
export class DestinationSender {
  readonly #options: DestinationSenderOptions;
  readonly #channels = new Map<string, Channel>();

  constructor(options: DestinationSenderOptions) {
    this.#options = options;
  }

  /**
   * @param from the function whose role is used
   * @param arn of the destination
   * @throws SpillwayError DESTINATION_UNKNOWN, and whatever the service answers
   */
  async send(from: FunctionReference, arn: string, delivery: Delivery): Promise<void> {
    const destination = destinationOf(arn);
    if (destination === undefined) {
      throw localCloudError(
        "DESTINATION_UNKNOWN",
        `expected the ARN of a queue, topic, function, event bus or bucket; came "${arn}"`,
        { details: { arn } },
      );
    }
    const { key, ...role } = await this.#options.settingsOf(from);
    const settings = { ...role, region: destination.region ?? role.region };
    const place = `${key} ${destination.kind} ${settings.region}`;
    const channel = this.#channels.get(place) ?? CHANNELS[destination.kind](settings);
    this.#channels.set(place, channel);
    await channel.send(destination, delivery);
  }

  close(): void {
    for (const channel of this.#channels.values()) channel.destroy();
    this.#channels.clear();
  }
}

type ChannelSettings = Omit<RoleClientSettings, "key">;

const CHANNELS: Readonly<Record<DestinationKind, (settings: ChannelSettings) => Channel>> = {
  queue: (settings) => {
    const client = new SQSClient(settings);
    return {
      destroy: () => client.destroy(),
      async send({ name }, { body, attributes }) {
        const QueueUrl = `${settings.endpoint}/${ACCOUNT}/${name}`;
        const MessageAttributes = messageAttributes(attributes);
        await client.send(
          new SendMessageCommand({ QueueUrl, MessageBody: body, MessageAttributes }),
        );
      },
    };
  },
  topic: (settings) => {
    const client = new SNSClient(settings);
    return {
      destroy: () => client.destroy(),
      async send({ arn: TopicArn }, { body: Message, attributes }) {
        const MessageAttributes = messageAttributes(attributes);
        await client.send(new PublishCommand({ TopicArn, Message, MessageAttributes }));
      },
    };
  },
  function: (settings) => {
    const client = new LambdaClient(settings);
    return {
      destroy: () => client.destroy(),
      async send({ arn: FunctionName }, { body: Payload }) {
        await client.send(
          new InvokeCommand({
            FunctionName,
            InvocationType: "Event",
            Payload: Buffer.from(Payload),
          }),
        );
      },
    };
  },
  "event-bus": (settings) => {
    const client = new EventBridgeClient(settings);
    return {
      destroy: () => client.destroy(),
      async send({ arn, name }, { body: Detail, event }) {
        const { Entries: entries = [] } = await client.send(
          new PutEventsCommand({
            Entries: [
              {
                EventBusName: name,
                Source: "lambda",
                DetailType: event?.detailType,
                Resources: [arn, ...(event?.resources ?? [])],
                Detail,
              },
            ],
          }),
        );
        const [refused] = entries.filter((entry) => entry.ErrorCode !== undefined);
        if (refused === undefined) return;
        const reason = `${refused.ErrorCode}: ${refused.ErrorMessage}`;
        throw localCloudError("DESTINATION_REFUSED", `${arn} did not take the event: ${reason}`, {
          details: { arn, reason },
        });
      },
    };
  },
  bucket: (settings) => {
    const client = new S3Client({ ...settings, forcePathStyle: true });
    return {
      destroy: () => client.destroy(),
      async send({ name: Bucket }, { object, body }) {
        const Key = object?.key;
        const Body = object?.body ?? body;
        const ContentType = "application/json";
        await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }));
      },
    };
  },
};

function messageAttributes(attributes: Delivery["attributes"] = {}) {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { type, value }]) => [
      name,
      { DataType: type, StringValue: value },
    ]),
  );
}
