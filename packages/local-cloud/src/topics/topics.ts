import { createHash } from "node:crypto";
import type { Deliveries, Sender } from "../deliveries/deliveries.ts";
import type { Delivery } from "../deliveries/delivery.ts";
import type { ErrorReport } from "../error-report.ts";
import { Turns } from "../sqs/turns.ts";
import {
  envelope,
  functionEvent,
  messageFor,
  type Notification,
  rawAttributes,
} from "./notification.ts";
import type { PublishedMessage } from "./published-message.ts";
import { type Subscription, wants } from "./subscription.ts";
import type { Subscriptions } from "./subscriptions.ts";

export interface TopicsOptions {
  readonly subscriptions: Pick<Subscriptions, "of">;
  readonly deliveries: Pick<Deliveries, "deliver">;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly onError: ErrorReport;
}

const SEQUENCE_DIGITS = 20;

/**
 * Delivers what is published to topics to the queues and functions that subscribed. Messages of a FIFO
 * topic go one after the other.
 */
export class Topics {
  readonly #options: TopicsOptions;
  readonly #turns = new Turns();
  #sequence = 0;

  constructor(options: TopicsOptions) {
    this.#options = options;
  }

  /**
   * Takes in a message that was published; what becomes of it is not waited for.
   *
   * @param messageId as it was answered
   */
  published(topicArn: string, message: PublishedMessage, messageId: string): void {
    const deliver = () => this.#deliver(topicArn, message, messageId);
    const delivered = topicArn.endsWith(".fifo") ? this.#turns.take(topicArn, deliver) : deliver();
    delivered.catch((error: unknown) => this.#options.onError(`topic ${topicArn}`, error));
  }

  async #deliver(topicArn: string, message: PublishedMessage, messageId: string): Promise<void> {
    const isFifo = topicArn.endsWith(".fifo");
    const sent = {
      ...message,
      deduplicationId: isFifo ? deduplicationId(message) : undefined,
      messageId,
      topicArn,
      timestamp: new Date(this.#options.now()).toISOString(),
      sequenceNumber: isFifo ? this.#nextSequence() : undefined,
    };
    const subscriptions = await this.#options.subscriptions.of(topicArn);
    await Promise.all(
      subscriptions
        .filter((one) => wants(one, message))
        .map((one) => this.#send(one, { ...sent, subscriptionArn: one.arn })),
    );
  }

  async #send(subscription: Subscription, notification: Notification): Promise<void> {
    const { deliveries, onError } = this.#options;
    const { topicArn } = notification;
    const sender: Sender = { service: "sns.amazonaws.com", arn: topicArn };
    const why = await deliveries.deliver(
      subscription.endpoint,
      deliveryOf(subscription, notification),
      sender,
    );
    if (why === undefined) return;
    const { deadLetterArn } = subscription;
    if (deadLetterArn === undefined) {
      onError(`topic ${topicArn}: ${subscription.endpoint} got no message: ${why}`, undefined);
      return;
    }
    const undelivered = await deliveries.deliver(
      deadLetterArn,
      deliveryOf({ ...subscription, protocol: "sqs" }, notification),
      sender,
    );
    if (undelivered !== undefined) {
      onError(`topic ${topicArn}: ${deadLetterArn} got no message: ${undelivered}`, undefined);
    }
  }

  #nextSequence(): string {
    this.#sequence += 1;
    return `1${String(this.#sequence).padStart(SEQUENCE_DIGITS - 1, "0")}`;
  }
}

function deliveryOf(
  { protocol, raw, endpoint }: Subscription,
  notification: Notification,
): Delivery {
  if (protocol === "lambda") {
    return { kind: "function", payload: JSON.stringify(functionEvent(notification)) };
  }
  const { groupId, deduplicationId } = notification;
  return {
    kind: "queue",
    message: {
      body: raw ? messageFor(notification, "sqs") : envelope(notification),
      attributes: raw ? rawAttributes(notification.attributes) : undefined,
      groupId,
      deduplicationId: endpoint.endsWith(".fifo") ? deduplicationId : undefined,
    },
  };
}

/** SNS's own where the publisher gave none: the hash of the message. */
function deduplicationId({ message, deduplicationId: given }: PublishedMessage): string {
  return given ?? createHash("sha256").update(message).digest("hex");
}
