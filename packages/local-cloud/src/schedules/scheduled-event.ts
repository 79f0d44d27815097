/** The event that EventBridge sends to a target when a scheduled rule fires. */
export interface ScheduledEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": "Scheduled Event";
  readonly source: "aws.events";
  readonly account: string;
  /** ISO 8601 in whole seconds. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, never>>;
}

/**
 * A scheduled event.
 *
 * @param ruleArn of the rule that fired; account and region are read from it
 * @param atMs when it was due, in ms since 1970
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html
 */
export function scheduledEvent(ruleArn: string, atMs: number, id: string): ScheduledEvent {
  const [, , , region = "", account = ""] = ruleArn.split(":");
  return {
    version: "0",
    id,
    "detail-type": "Scheduled Event",
    source: "aws.events",
    account,
    time: `${new Date(atMs).toISOString().slice(0, 19)}Z`,
    region,
    resources: [ruleArn],
    detail: {},
  };
}
