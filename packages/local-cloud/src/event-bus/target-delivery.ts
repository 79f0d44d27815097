import type { Target } from "@aws-sdk/client-eventbridge";
import { type Delivery, type QueueMessage, targetKind } from "../deliveries/delivery.ts";
import type { BusEvent } from "./bus-event.ts";

/** A target that nothing is delivered to here, by the service in its ARN. */
const NOT_RUN: Readonly<Record<string, string>> = {
  "api-destination": "an API destination",
  batch: "a Batch job as a target",
  ecs: "an ECS task as a target",
  "execute-api": "an API as a target",
  firehose: "a delivery stream as a target",
  kinesis: "a Kinesis stream as a target",
  redshift: "a Redshift query as a target",
  ssm: "a command of Systems Manager as a target",
  states: "a state machine as a target",
};

/** What a target is that nothing is delivered to here; undefined for one that is served. */
export function notRunTarget(arn: string): string | undefined {
  if (targetKind(arn) !== undefined) return undefined;
  if (arn.includes(":api-destination/")) return NOT_RUN["api-destination"];
  const service = arn.split(":")[2] ?? "";
  return NOT_RUN[service] ?? `a target of the service ${service}`;
}

/**
 * What is delivered to a target; undefined for one that is not served.
 *
 * @param text its input
 */
export function targetDelivery(
  target: Target,
  text: string,
  event: BusEvent,
): Delivery | undefined {
  const kind = targetKind(target.Arn ?? "");
  switch (kind) {
    case undefined:
      return undefined;
    case "function":
      return { kind, payload: text };
    case "queue":
      return { kind, message: { body: text, groupId: target.SqsParameters?.MessageGroupId } };
    case "bus":
      return {
        kind,
        entry: {
          Source: event.source,
          DetailType: event["detail-type"],
          Detail: JSON.stringify(event.detail),
          Resources: [...event.resources],
          Time: new Date(event.time),
        },
      };
    default:
      return { kind, text };
  }
}

/**
 * The message that a target's dead-letter queue gets.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function deadLetter(
  event: unknown,
  of: Readonly<Record<"RULE_ARN" | "TARGET_ARN" | "ERROR_MESSAGE", string>>,
): QueueMessage {
  return {
    body: JSON.stringify(event),
    attributes: Object.fromEntries(
      Object.entries({ ...of, ERROR_CODE: "NO_PERMISSIONS" }).map(([name, value]) => [
        name,
        { DataType: "String", StringValue: value },
      ]),
    ),
  };
}
