import type { ScheduledEvent } from "aws-lambda";

/**
 * The event with which an EventBridge rule with a schedule invokes its target.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html
 *
 * @param time ISO time of the firing; default 2026-01-01T00:10:00Z
 *
 * @example
 * await handler(scheduledEvent(), lambdaContext());
 */
export function scheduledEvent(time = "2026-01-01T00:10:00Z"): ScheduledEvent {
  return {
    version: "0",
    id: "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa",
    "detail-type": "Scheduled Event",
    source: "aws.events",
    account: "123456789012",
    time,
    region: "us-east-1",
    resources: ["arn:aws:events:us-east-1:123456789012:rule/test-rule"],
    detail: {},
  };
}
