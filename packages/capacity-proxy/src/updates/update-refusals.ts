import {
  type CapacityUnits,
  type DecreaseRule,
  nextDecreaseAt,
  TABLE_RESOURCE,
} from "@spillway/capacity";
import { type Answer, errorAnswer } from "../http/answer.ts";
import type { AskedChange } from "./asked-changes.ts";
import { type ChangesMade, decreasesToday } from "./changes-made.ts";

/** DynamoDB's answer to who changes or deletes a table that is UPDATING. */
export function inUseAnswer(table: string): Answer {
  return errorAnswer(
    400,
    "ResourceInUseException",
    `Attempt to change a resource which is still in use: Table is being updated: ${table}`,
  );
}

/** DynamoDB's answer to who asks for the capacity that is there. */
export function sameThroughputAnswer({ resource, from, to }: AskedChange): Answer {
  const name = resource === TABLE_RESOURCE ? "table" : `index ${resource}`;
  const compared = (access: "Read" | "Write", units: (of: CapacityUnits) => number) =>
    `Current ${access}CapacityUnits provisioned for the ${name}: ${units(from)}. Requested ${access}CapacityUnits: ${units(to)}.`;
  return errorAnswer(
    400,
    "ValidationException",
    `The provisioned throughput for the ${name} will not change. The requested value equals the current value. ${compared("Read", (of) => of.readUnits)} ${compared("Write", (of) => of.writeUnits)} Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.`,
  );
}

/** DynamoDB's answer to who decreases what has no decrease left. */
export function noDecreaseLeftAnswer(made: ChangesMade, nowMs: number, rule: DecreaseRule): Answer {
  const last = timeText(made.decreases.lastMs ?? nowMs);
  const next = timeText(nextDecreaseAt(made.decreases, nowMs, rule));
  return errorAnswer(
    400,
    "LimitExceededException",
    `Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day. After the first 4 decreases, each subsequent decrease in the same UTC day can be performed at most once every 3600 seconds. Number of decreases today: ${decreasesToday(made, nowMs)}. Last decrease at ${last}. Next decrease can be made at ${next}`,
  );
}

const DATE = new Intl.DateTimeFormat("en-US", { dateStyle: "full", timeZone: "UTC" });
const TIME = new Intl.DateTimeFormat("en-US", { timeStyle: "medium", timeZone: "UTC" });

/** For example `Tuesday, July 18, 2023 5:55:50 AM UTC`; no earlier than `timeMs`, to the second. */
function timeText(timeMs: number): string {
  const time = new Date(Math.ceil(timeMs / 1_000) * 1_000);
  // Between the time and AM there is a space that is narrow.
  return `${DATE.format(time)} ${TIME.format(time).replace("\u202f", " ")} UTC`;
}
