import {
  GetSubscriptionAttributesCommand,
  paginateListSubscriptionsByTopic,
  type SNSClient,
} from "@aws-sdk/client-sns";
import { type Subscription, subscriptionOf } from "./subscription.ts";

/** The subscriptions of topics, read once and again after a change. */
export class Subscriptions {
  readonly #client: SNSClient;
  readonly #kept = new Map<string, Promise<readonly Subscription[]>>();

  constructor(client: SNSClient) {
    this.#client = client;
  }

  /** Those of a topic to which something is delivered. */
  of(topicArn: string): Promise<readonly Subscription[]> {
    const known = this.#kept.get(topicArn);
    if (known) return known;
    const asked = this.#read(topicArn);
    this.#kept.set(topicArn, asked);
    asked.catch(() => this.#kept.delete(topicArn));
    return asked;
  }

  /** To be called when somebody subscribed, unsubscribed or set an attribute. */
  changed(): void {
    this.#kept.clear();
  }

  async #read(topicArn: string): Promise<readonly Subscription[]> {
    const found: Subscription[] = [];
    const pages = paginateListSubscriptionsByTopic(
      { client: this.#client },
      { TopicArn: topicArn },
    );
    for await (const { Subscriptions: page = [] } of pages) {
      for (const { SubscriptionArn, Protocol } of page) {
        const { Attributes = {} } = await this.#client.send(
          new GetSubscriptionAttributesCommand({ SubscriptionArn }),
        );
        const subscription = subscriptionOf(Protocol, Attributes);
        if (subscription) found.push(subscription);
      }
    }
    return found;
  }
}
