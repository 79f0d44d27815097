import { MOST_PER_SECOND, MOST_STEPS } from "@spillway/simulator";
import { plannerError } from "../planner-error.ts";

const number = (value: number) => value.toLocaleString("en-US");
const DAY_SECONDS = 86_400;
/** A year: a shape of more days only says the same again, for minutes of planning. */
const MOST_DAYS = 366;

/**
 * Refuses a load that is too long to plan, before room for its steps is taken.
 *
 * @param what the load, for the message: `the pattern spike 1,000x every 10m`
 * @throws WORKLOAD_INVALID beyond 31 days by the second, and a year by the minute
 */
export function checkLength(what: string, seconds: number, stepSeconds: number): void {
  const most = Math.min(MOST_DAYS, (MOST_STEPS * stepSeconds) / DAY_SECONDS);
  if (seconds <= most * DAY_SECONDS) return;
  throw plannerError(
    "WORKLOAD_INVALID",
    `expected at most ${number(most)} days of ${what}; came ${number(Math.ceil(seconds / DAY_SECONDS))}`,
    { hint: "Ask for fewer days (--days 30), or for more writes a second." },
  );
}

/**
 * Refuses a rate that no table can be asked for.
 *
 * @throws WORKLOAD_INVALID above 100 million a second
 */
export function checkRate(what: string, perSecond: number): void {
  if (perSecond <= MOST_PER_SECOND) return;
  throw plannerError(
    "WORKLOAD_INVALID",
    `expected at most ${number(MOST_PER_SECOND)} writes a second of ${what}; came ${number(perSecond)}`,
  );
}
