import { SpillwayError } from "@spillway/errors";
import { Cron } from "croner";

/** When a schedule fires: given a moment, the next one after it; both in ms since 1970. */
export type Schedule = (afterMs: number) => number | undefined;

const UNIT_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
const HINT = "For example: rate(1 minute), rate(10 minutes), cron(0 12 * * ? *).";

/**
 * Reads a schedule expression of an EventBridge rule. A rate fires one period after the moment that
 * is asked about; a cron expression (minutes, hours, day of month, month, day of week, year) at its
 * times in UTC.
 *
 * @throws SpillwayError SCHEDULE_INVALID
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 * @example
 * scheduleOf("rate(10 minutes)")(0) // 600_000
 */
export function scheduleOf(expression: string): Schedule {
  const [, kind, inner = ""] = /^(rate|cron)\((.*)\)$/.exec(expression.trim()) ?? [];
  if (kind === "rate") return rate(expression, inner);
  if (kind === "cron") return cron(expression, inner);
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

function cron(expression: string, inner: string): Schedule {
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
    const times = new Cron(pattern, { timezone: "UTC", paused: true, sloppyRanges: true });
    return (afterMs) => times.nextRun(new Date(afterMs))?.getTime();
  } catch (cause) {
    throw invalid(expression, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function isUnit(unit: string): unit is keyof typeof UNIT_MS {
  return unit in UNIT_MS;
}

function invalid(expression: string, why: string, cause?: unknown): SpillwayError {
  return new SpillwayError("SCHEDULE_INVALID", `"${expression}" is no schedule: ${why}`, {
    hint: HINT,
    cause,
  });
}
