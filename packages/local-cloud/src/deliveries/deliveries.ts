import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { PublishCommand } from "@aws-sdk/client-sns";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import type { StandingRights } from "../access/standing-rights.ts";
import { isRegionName } from "../regions/region-name.ts";
import { arnParts } from "./arn-parts.ts";
import type { Delivery, QueueMessage } from "./delivery.ts";
import type { DeliveryRegion } from "./delivery-region.ts";
import { sentToLogGroup } from "./log-group-delivery.ts";

/** Who delivers. */
export interface Sender {
  /** `sns.amazonaws.com` */
  readonly service: string;
  /** On behalf of what: a topic, a bucket, a rule, a schedule, an alarm. */
  readonly arn: string;
  /** A role whose rights it uses, in place of a policy of the target. */
  readonly roleArn?: string | undefined;
  /** What a policy of the role knows the sender by; default `arn`. */
  readonly trustedArn?: string | undefined;
}

export interface DeliveriesOptions {
  readonly endpoint: string;
  readonly rights: Pick<StandingRights, "serviceRefusal" | "roleMay">;
  readonly regionOf: (region: string) => DeliveryRegion;
}

/** What each kind of target has to allow. */
const ACTIONS: Readonly<Record<Delivery["kind"], string>> = {
  function: "lambda:InvokeFunction",
  queue: "sqs:SendMessage",
  topic: "sns:Publish",
  bus: "events:PutEvents",
  "log-group": "logs:PutLogEvents",
};

/**
 * Delivers what services send each other: to functions, queues, topics, event buses and log groups, in the
 * region of the target, if its policy or the sender's role allows it. Everything passes the gateway, so that
 * what follows queues and topics sees it.
 */
export class Deliveries {
  readonly #options: DeliveriesOptions;

  constructor(options: DeliveriesOptions) {
    this.#options = options;
  }

  /** Delivers; gives why not, and undefined when it is done. A function is invoked asynchronously. */
  async deliver(arn: string, delivery: Delivery, sender: Sender): Promise<string | undefined> {
    try {
      const refusal = await this.refusalOf(arn, delivery.kind, sender);
      return refusal ?? (await this.#send(arn, delivery));
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** Why a sender may not deliver; undefined when it may. */
  async refusalOf(
    arn: string,
    kind: Delivery["kind"],
    { service, arn: source, roleArn, trustedArn = source }: Sender,
  ): Promise<string | undefined> {
    const { rights } = this.#options;
    const action = ACTIONS[kind];
    // A bus of the same account needs a policy for other accounts only, a log group's is not kept here.
    if (roleArn === undefined && (kind === "bus" || kind === "log-group")) return undefined;
    if (roleArn === undefined) return rights.serviceRefusal(service, action, arn, source);
    const distrust = await rights.serviceRefusal(service, "sts:AssumeRole", roleArn, trustedArn);
    if (distrust !== undefined) return distrust;
    const may = await rights.roleMay(roleArn, service.split(".", 1)[0] ?? "", action, arn);
    return may ? undefined : `${roleArn} is not authorized to perform: ${action} on ${arn}`;
  }

  async #send(arn: string, delivery: Delivery): Promise<string | undefined> {
    const { region } = arnParts(arn);
    if (!isRegionName(region)) return `there is no region ${region}`;
    const to = this.#options.regionOf(region);
    switch (delivery.kind) {
      case "function":
        if (!(await to.knows(arn))) return `there is no function ${arn}`;
        to.invoke(arn, Buffer.from(delivery.payload));
        return undefined;
      case "queue":
        await to.clients.sqs.send(new SendMessageCommand(this.#message(arn, delivery.message)));
        return undefined;
      case "topic":
        await to.clients.sns.send(
          new PublishCommand({ TopicArn: arn, Message: delivery.text, Subject: delivery.subject }),
        );
        return undefined;
      case "bus": {
        const entry = { ...delivery.entry, EventBusName: arn };
        const answer = await to.clients.events.send(new PutEventsCommand({ Entries: [entry] }));
        return answer.Entries?.[0]?.ErrorMessage;
      }
      case "log-group":
        await sentToLogGroup(to.clients.logs, arn, delivery.text);
        return undefined;
    }
  }

  #message(arn: string, { body, attributes, groupId, deduplicationId }: QueueMessage) {
    const { account, resource } = arnParts(arn);
    return {
      QueueUrl: `${this.#options.endpoint}/${account}/${resource}`,
      MessageBody: body,
      MessageAttributes: attributes,
      MessageGroupId: groupId,
      MessageDeduplicationId: deduplicationId,
    };
  }
}
