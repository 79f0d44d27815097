import { type Exchange, succeeded } from "../gateway/exchange.ts";
import type { Route } from "../gateway/gateway.ts";
import type { NotRun } from "../gateway/not-run.ts";
import type { Upstream } from "../gateway/upstream.ts";
import { messageIds, publishedMessages } from "./published-message.ts";
import type { Subscriptions } from "./subscriptions.ts";
import type { Topics } from "./topics.ts";

const PUBLISHES: ReadonlySet<string> = new Set(["Publish", "PublishBatch"]);
const CHANGES: ReadonlySet<string> = new Set([
  "ConfirmSubscription",
  "DeleteTopic",
  "SetSubscriptionAttributes",
  "Subscribe",
  "Unsubscribe",
]);

/** Protocols to which nothing is delivered here, by what they are. E-mail and SMS leave no machine, and are recorded. */
const NOT_RUN: Readonly<Record<string, string>> = {
  application: "a subscription of a mobile application",
  firehose: "a subscription of a delivery stream",
  http: "an HTTP subscription of a topic",
  https: "an HTTP subscription of a topic",
};

export interface TopicRouteOptions {
  readonly moto: Upstream;
  readonly topics: Pick<Topics, "published">;
  readonly subscriptions: Pick<Subscriptions, "changed">;
  readonly notRun: NotRun;
}

/** SNS: topics and subscriptions are moto's, what is published is delivered here. */
export function topicRoute({ moto, topics, subscriptions, notRun }: TopicRouteOptions): Route {
  async function publish(exchange: Exchange, form: URLSearchParams): Promise<void> {
    const answer = await moto.fetch(exchange);
    const topicArn = form.get("TopicArn") ?? form.get("TargetArn");
    // To a telephone number or an application there is nothing to deliver.
    if (succeeded(answer) && topicArn !== null && !topicArn.includes(":endpoint/")) {
      const ids = messageIds(answer.body.toString("utf8"));
      for (const message of publishedMessages(form)) {
        const id = ids.get(message.entryId);
        if (id !== undefined) topics.published(topicArn, message, id);
      }
    }
    exchange.answer(answer);
  }

  return {
    accepts: ({ service, action = "" }) =>
      service === "sns" && (PUBLISHES.has(action) || CHANGES.has(action)),
    async handle(exchange) {
      const query = exchange.request.url?.split("?", 2)[1];
      const form = new URLSearchParams((await exchange.body()).toString("utf8") || query);
      const { action = "" } = exchange;
      if (PUBLISHES.has(action)) return publish(exchange, form);
      const what = action === "Subscribe" ? NOT_RUN[form.get("Protocol") ?? ""] : undefined;
      if (what !== undefined) {
        notRun.refuse(exchange, what, "subscribe a queue or a function");
        return;
      }
      const answer = await moto.fetch(exchange);
      if (succeeded(answer)) subscriptions.changed();
      exchange.answer(answer);
    },
  };
}
