import type { PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import type { MessageAttributeValue } from "@aws-sdk/client-sqs";
import { arnParts } from "./arn-parts.ts";

/** A message for a queue. */
export interface QueueMessage {
  readonly body: string;
  readonly attributes?: Record<string, MessageAttributeValue> | undefined;
  readonly groupId?: string | undefined;
  readonly deduplicationId?: string | undefined;
}

/** What one service sends another. */
export type Delivery =
  | { readonly kind: "function"; readonly payload: string }
  | { readonly kind: "queue"; readonly message: QueueMessage }
  | { readonly kind: "topic"; readonly text: string; readonly subject?: string | undefined }
  | { readonly kind: "bus"; readonly entry: Omit<PutEventsRequestEntry, "EventBusName"> }
  | { readonly kind: "log-group"; readonly text: string };

/**
 * What kind of target an ARN names; undefined for one that nothing is delivered to here.
 *
 * @example
 * targetKind("arn:aws:sqs:us-east-1:123456789012:orders") // "queue"
 */
export function targetKind(arn: string): Delivery["kind"] | undefined {
  const { service, resource } = arnParts(arn);
  if (service === "lambda" && resource.startsWith("function:")) return "function";
  if (service === "sqs") return "queue";
  if (service === "sns") return "topic";
  if (service === "events" && resource.startsWith("event-bus/")) return "bus";
  if (service === "logs" && resource.startsWith("log-group:")) return "log-group";
  return undefined;
}
