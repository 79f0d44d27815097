import { oneTime, scheduleOf } from "@spillway/aws";
import { arnParts } from "../deliveries/arn-parts.ts";
import { type Delivery, targetKind } from "../deliveries/delivery.ts";

/** What of a schedule of EventBridge Scheduler says when it fires. */
export interface Timing {
  /** `at(…)`, `rate(…)` or `cron(…)` */
  readonly expression: string;
  /** Of the IANA database. */
  readonly timezone: string;
  /** Milliseconds since 1970, here and below. */
  readonly createdMs: number;
  readonly startMs: number | undefined;
  readonly endMs: number | undefined;
}

/**
 * When a schedule is due next; undefined when it never is again. A rate is due from its start, or from its
 * creation, on; start and end do not concern one that is due once. What is due within a flexible window is due at
 * its begin.
 *
 * @param afterMs the moment after which
 * @throws SCHEDULE_INVALID
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function nextDue(timing: Timing, afterMs: number): number | undefined {
  const { expression, timezone, createdMs, startMs, endMs = Number.POSITIVE_INFINITY } = timing;
  const once = oneTime(expression, timezone);
  if (once !== undefined) return once > afterMs ? once : undefined;
  const next = scheduleOf(expression, timezone);
  const due = expression.startsWith("rate")
    ? rateDue(startMs ?? createdMs, next, afterMs)
    : next(Math.max(afterMs, (startMs ?? 0) - 1));
  return due === undefined || due > endMs ? undefined : due;
}

function rateDue(
  fromMs: number,
  next: (afterMs: number) => number | undefined,
  afterMs: number,
): number | undefined {
  if (afterMs < fromMs) return fromMs;
  const periodMs = (next(0) ?? Number.POSITIVE_INFINITY) - 0;
  return fromMs + (Math.floor((afterMs - fromMs) / periodMs) + 1) * periodMs;
}

/** What a schedule tells, and whom. */
export interface ScheduleTarget {
  readonly arn: string;
  readonly input: string | undefined;
  readonly groupId: string | undefined;
  /** Of an event bus as a target. */
  readonly bus: { readonly source: string; readonly detailType: string } | undefined;
}

/** One firing. */
export interface Firing {
  readonly scheduleArn: string;
  readonly dueMs: number;
  readonly executionId: string;
}

/**
 * What a firing delivers; undefined for a target that is not served here.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html
 */
export function firingDelivery(target: ScheduleTarget, firing: Firing): Delivery | undefined {
  const text = firingInput(target.input, firing);
  const kind = targetKind(target.arn);
  switch (kind) {
    case "function":
      return { kind, payload: text };
    case "queue":
      return { kind, message: { body: text, groupId: target.groupId } };
    case "topic":
      return { kind, text };
    case "bus":
      return {
        kind,
        entry: {
          Source: target.bus?.source,
          DetailType: target.bus?.detailType,
          Detail: text,
          Resources: [firing.scheduleArn],
        },
      };
    default:
      return undefined;
  }
}

/** The target's own input with the firing in its places, or Scheduler's event. */
function firingInput(
  input: string | undefined,
  { scheduleArn, dueMs, executionId }: Firing,
): string {
  const time = `${new Date(dueMs).toISOString().slice(0, 19)}Z`;
  if (input !== undefined) {
    return input
      .replaceAll("<aws.scheduler.schedule-arn>", scheduleArn)
      .replaceAll("<aws.scheduler.scheduled-time>", time)
      .replaceAll("<aws.scheduler.execution-id>", executionId)
      .replaceAll("<aws.scheduler.attempt-number>", "1");
  }
  const { region, account } = arnParts(scheduleArn);
  return JSON.stringify({
    version: "0",
    id: executionId,
    "detail-type": "Scheduled Event",
    source: "aws.scheduler",
    account,
    time,
    region,
    resources: [scheduleArn],
    detail: "{}",
  });
}
