import { type EventPattern, parseEventPattern } from "@spillway/event-pattern";
import { messageFor } from "./notification.ts";
import type { PublishedMessage, TopicAttribute } from "./published-message.ts";

/** A subscription to which something is delivered here. */
export interface Subscription {
  readonly arn: string;
  readonly protocol: "sqs" | "lambda";
  /** ARN of the queue or function. */
  readonly endpoint: string;
  /** A queue gets the message itself instead of SNS's envelope. */
  readonly raw: boolean;
  readonly filter: EventPattern | undefined;
  readonly filterScope: "MessageAttributes" | "MessageBody";
  /** ARN of the queue that takes what could not be delivered. */
  readonly deadLetterArn: string | undefined;
}

/**
 * A subscription from its attributes; undefined for a protocol to which nothing is delivered here:
 * e-mail, SMS and the like.
 *
 * @throws SpillwayError EVENT_PATTERN_INVALID
 * @see https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html
 */
export function subscriptionOf(
  protocol: string | undefined,
  attributes: Readonly<Record<string, string>>,
): Subscription | undefined {
  if (protocol !== "sqs" && protocol !== "lambda") return undefined;
  const { FilterPolicy: filter, FilterPolicyScope: scope, RedrivePolicy: redrive } = attributes;
  return {
    arn: attributes.SubscriptionArn ?? "",
    protocol,
    endpoint: attributes.Endpoint ?? "",
    raw: attributes.RawMessageDelivery?.toLowerCase() === "true",
    filter: isEmpty(filter) ? undefined : parseEventPattern(filter ?? ""),
    filterScope: scope === "MessageBody" ? scope : "MessageAttributes",
    deadLetterArn: isEmpty(redrive) ? undefined : JSON.parse(redrive ?? "").deadLetterTargetArn,
  };
}

/** Whether a subscription wants a message, by its filter policy. */
export function wants(
  { filter, filterScope, protocol }: Subscription,
  message: PublishedMessage,
): boolean {
  if (filter === undefined) return true;
  if (filterScope === "MessageAttributes") return filter.matches(valuesOf(message.attributes));
  try {
    return filter.matches(JSON.parse(messageFor(message, protocol)));
  } catch {
    // A body that is no JSON has nothing that a policy could match.
    return false;
  }
}

function isEmpty(json: string | undefined): boolean {
  return json === undefined || /^\s*(\{\s*\}\s*)?$/.test(json);
}

function valuesOf(attributes: Readonly<Record<string, TopicAttribute>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, { type, value }]) => {
      if (type.startsWith("Binary")) return [];
      if (type === "Number") return [[name, Number(value)]];
      return [[name, type === "String.Array" ? listIn(value) : value]];
    }),
  );
}

function listIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
