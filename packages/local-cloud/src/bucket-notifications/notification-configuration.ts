import type { NotificationConfiguration as S3Configuration } from "@aws-sdk/client-s3";
import type { ObjectEvent } from "./object-event.ts";

/** Who is told of which events of a bucket. */
export interface Notification {
  readonly id: string;
  /** ARN of a function, queue or topic. */
  readonly target: string;
  /** `s3:ObjectCreated:*`, `s3:ObjectRemoved:Delete` … */
  readonly events: readonly string[];
  /** Decoded. */
  readonly prefix: string;
  readonly suffix: string;
}

/** Whom a bucket tells what, by moto's answer to GetBucketNotificationConfiguration. */
export function bucketNotifications(configuration: S3Configuration): readonly Notification[] {
  const {
    LambdaFunctionConfigurations: functions = [],
    QueueConfigurations: queues = [],
    TopicConfigurations: topics = [],
  } = configuration;
  const targets = [
    ...functions.map((one) => ({ ...one, target: one.LambdaFunctionArn })),
    ...queues.map((one) => ({ ...one, target: one.QueueArn })),
    ...topics.map((one) => ({ ...one, target: one.TopicArn })),
  ];
  return targets.map(({ Id, Events = [], Filter, target = "" }) => {
    const rules = Filter?.Key?.FilterRules ?? [];
    const filterOf = (name: string) =>
      rules.find((rule) => rule.Name?.toLowerCase() === name)?.Value ?? "";
    return {
      id: Id ?? "",
      target,
      events: Events,
      prefix: filterOf("prefix"),
      suffix: filterOf("suffix"),
    };
  });
}

/** Whether a notification is about an event. */
export function isAbout(
  { events, prefix, suffix }: Notification,
  { name, key }: Pick<ObjectEvent, "name" | "key">,
): boolean {
  const asked = events.some((one) => {
    const wanted = one.replace(/^s3:/, "");
    return wanted.endsWith(":*") ? name.startsWith(wanted.slice(0, -1)) : wanted === name;
  });
  return asked && key.startsWith(prefix) && key.endsWith(suffix);
}

/** The kinds of events that the local cloud tells; others of S3's never happen here. */
export function isTold(event: string): boolean {
  return /^s3:Object(Created|Removed):/.test(event);
}
