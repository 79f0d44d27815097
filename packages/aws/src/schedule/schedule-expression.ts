import { Cron } from "croner";
import { awsError } from "../errors/aws-error.ts";

/** When a schedule fires: given a moment, the next one after it; both in ms since 1970. */
export type Schedule = (afterMs: number) => number | undefined;

const UNIT_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
const HINT = "For example: rate(1 minute), rate(10 minutes), cron(0 12 * * ? *).";

/**
 * Reads a schedule expression of an EventBridge rule. A rate fires one period after the moment that
 * is asked about; a cron expression (minutes, hours, day of month, month, day of week, year) at its
 * times in UTC.
 *
 * @throws SCHEDULE_INVALID
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 * @example
 * scheduleOf("rate(10 minutes)")(0) // 600_000
 */
export function scheduleOf(expression: string, timezone = "UTC"): Schedule {
  const [, kind, inner = ""] = /^(rate|cron)\((.*)\)$/.exec(expression.trim()) ?? [];
  if (kind === "rate") return rate(expression, inner);
  if (kind === "cron") return cron(expression, inner, timezone);
  throw invalid(expression, "it is neither rate(…) nor cron(…)");
}

function rate(expression: string, inner: string): Schedule {
  const [, digits, unit] = /^(\d+) (minute|hour|day)s?$/.exec(inner.trim()) ?? [];
  const value = Number(digits);
  if (unit === undefined || !isUnit(unit) || value < 1) {
    throw invalid(expression, "a rate is a positive number and minute(s), hour(s) or day(s)");
  }
  if (inner.trim().endsWith("s") === (value === 1)) {
    throw invalid(expression, "the unit is singular after 1 and plural after more");
  }
  const periodMs = value * UNIT_MS[unit];
  return (afterMs) => afterMs + periodMs;
}

/**
 * The moment of a one-time schedule of EventBridge Scheduler; undefined for an expression of another kind.
 *
 * @param timezone in which it is read, of the IANA database
 * @throws SCHEDULE_INVALID
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 * @example
 * oneTime("at(2026-11-28T15:00:00)", "Europe/Berlin") // Date.UTC(2026, 10, 28, 14)
 */
export function oneTime(expression: string, timezone = "UTC"): number | undefined {
  const [, kind, inner = ""] = /^(at)\((.*)\)$/.exec(expression.trim()) ?? [];
  if (kind === undefined) return undefined;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(inner)) {
    throw invalid(expression, "a one-time schedule is at(yyyy-mm-ddThh:mm:ss)");
  }
  try {
    const once = new Cron(inner, { timezone, paused: true });
    return once.nextRun(new Date(0))?.getTime();
  } catch (cause) {
    throw invalid(expression, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function cron(expression: string, inner: string, timezone: string): Schedule {
  const fields = inner.trim().split(/\s+/);
  const [minute, hour, dayOfMonth, month, dayOfWeek = "", year] = fields;
  if (fields.length !== 6) throw invalid(expression, "a cron expression has six fields");
  if ((dayOfMonth === "?") === (dayOfWeek === "?")) {
    throw invalid(expression, "exactly one of day of month and day of week must be ?");
  }
  // EventBridge counts days of the week from 1 for Sunday; croner from 0.
  const days = dayOfWeek.replace(/(?<!#)\b[1-7]\b/g, (day) => String(Number(day) - 1));
  try {
    const pattern = `0 ${minute} ${hour} ${dayOfMonth} ${month} ${days} ${year}`;
    // 0/15 for "from 0, every 15" is EventBridge's way; croner takes it when asked to.
    const times = new Cron(pattern, { timezone, paused: true, sloppyRanges: true });
    return (afterMs) => times.nextRun(new Date(afterMs))?.getTime();
  } catch (cause) {
    throw invalid(expression, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

const WEEK_MS = 7 * UNIT_MS.day;
const FOUR_YEARS_MS = (4 * 365 + 1) * UNIT_MS.day;

/**
 * Mean minutes from one firing of a schedule to the next: the rate, or what a cron expression comes
 * to in the week after a moment, and in four years where it seldom fires. Infinity when it does not
 * fire in them.
 *
 * @param fromMs ms since 1970
 * @throws SCHEDULE_INVALID
 * @example
 * minutesBetweenFirings("rate(10 minutes)", Date.now()) // 10
 * minutesBetweenFirings("cron(0 8-17 ? * MON-FRI *)", Date.now()) // 201.6
 */
export function minutesBetweenFirings(expression: string, fromMs: number): number {
  const schedule = scheduleOf(expression);
  if (expression.trim().startsWith("rate")) return firstAfter(schedule, fromMs) / UNIT_MS.minute;
  const often = firingsIn(schedule, fromMs, WEEK_MS);
  if (often >= 2) return WEEK_MS / often / UNIT_MS.minute;
  return FOUR_YEARS_MS / firingsIn(schedule, fromMs, FOUR_YEARS_MS) / UNIT_MS.minute;
}

function firstAfter(schedule: Schedule, fromMs: number): number {
  return (schedule(fromMs) ?? Number.POSITIVE_INFINITY) - fromMs;
}

function firingsIn(schedule: Schedule, fromMs: number, spanMs: number): number {
  let count = 0;
  let at = schedule(fromMs);
  while (at !== undefined && at <= fromMs + spanMs) {
    count += 1;
    at = schedule(at);
  }
  return count;
}

function isUnit(unit: string): unit is keyof typeof UNIT_MS {
  return unit in UNIT_MS;
}

function invalid(expression: string, why: string, cause?: unknown) {
  return awsError("SCHEDULE_INVALID", `expected a schedule; came "${expression}": ${why}`, {
    hint: HINT,
    cause,
  });
}
