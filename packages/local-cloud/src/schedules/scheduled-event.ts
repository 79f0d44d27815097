import type { BusEvent } from "../event-bus/bus-event.ts";

/**
 * The event that EventBridge sends to a target when a scheduled rule fires.
 *
 * @param ruleArn of the rule that fired; account and region are read from it
 * @param atMs when it was due, in ms since 1970
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html
 */
export function scheduledEvent(ruleArn: string, atMs: number, id: string): BusEvent {
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
