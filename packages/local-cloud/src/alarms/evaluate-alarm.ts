import { type AlarmState, COMPARISONS, type MetricAlarm } from "./metric-alarm.ts";

/** The value of one period; undefined where no data came. */
export interface Datapoint {
  /** When the period began, in ms since 1970. */
  readonly atMs: number;
  readonly value: number | undefined;
}

/** What an evaluation came to. */
export interface Evaluation {
  readonly state: AlarmState;
  readonly reason: string;
  /** JSON. */
  readonly reasonData: string;
}

type Rules = Pick<
  MetricAlarm,
  | "state"
  | "statistic"
  | "periodSeconds"
  | "evaluationPeriods"
  | "datapointsToAlarm"
  | "threshold"
  | "comparison"
  | "treatMissing"
>;

/** CloudWatch looks at so many more periods than it evaluates, so that a late or missing one does not decide. */
const MORE_PERIODS = 2;

/** How many periods an evaluation looks at. */
export function periodsLookedAt({ evaluationPeriods }: Pick<Rules, "evaluationPeriods">): number {
  return evaluationPeriods + MORE_PERIODS;
}

/**
 * Evaluates an alarm. When enough periods have data, the latest of them decide, and missing ones do not matter.
 * Else what is missing counts as the alarm says.
 *
 * @param points those of `periodsLookedAt`, the oldest first
 * @param nowMs for the reason's data
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function evaluateAlarm(
  alarm: Rules,
  points: readonly Datapoint[],
  nowMs: number,
): Evaluation {
  const state = stateOf(
    alarm,
    points.map(({ value }) => value),
  );
  return { state, ...reasonOf(alarm, state, points, nowMs) };
}

function stateOf(alarm: Rules, values: readonly (number | undefined)[]): AlarmState {
  const { evaluationPeriods, datapointsToAlarm, treatMissing, threshold, comparison } = alarm;
  const breaches = (value: number) => COMPARISONS[comparison].holds(value, threshold);
  const there = values.filter((value) => value !== undefined).slice(-evaluationPeriods);
  const breaching = there.filter(breaches).length;
  const missing = evaluationPeriods - there.length;
  if (breaching >= datapointsToAlarm) return "ALARM";
  if (missing === 0) return "OK";
  if (treatMissing === "breaching")
    return breaching + missing >= datapointsToAlarm ? "ALARM" : "OK";
  if (treatMissing === "notBreaching") return "OK";
  if (there.length > breaching) return "OK";
  if (treatMissing === "ignore") return alarm.state;
  if (there.length === 0) return "INSUFFICIENT_DATA";
  // All that is there breaches, too little of it: if it is old enough, nothing better came since.
  const age = values.length - values.findIndex((value) => value !== undefined);
  return age >= datapointsToAlarm ? "ALARM" : alarm.state;
}

function reasonOf(
  alarm: Rules,
  state: AlarmState,
  points: readonly Datapoint[],
  nowMs: number,
): Omit<Evaluation, "state"> {
  const { evaluationPeriods, comparison, threshold, statistic, periodSeconds } = alarm;
  const there = points.filter(({ value }) => value !== undefined).slice(-evaluationPeriods);
  const breaching = there.filter(({ value }) =>
    COMPARISONS[comparison].holds(value ?? 0, threshold),
  );
  const shown = state === "ALARM" ? breaching : there.filter((one) => !breaching.includes(one));
  const count = shown.length;
  const listed = shown.map(({ value, atMs }) => `${spelled(value)} (${atMinute(atMs)})`).join(", ");
  const { words } = COMPARISONS[comparison];
  const not = state === "ALARM" ? "" : "not ";
  const needed = alarm.datapointsToAlarm;
  const points_ = (number: number) => `${number} datapoint${number === 1 ? "" : "s"}`;
  const verb = count === 1 ? "was" : "were";
  const reason =
    count === 0
      ? `${state === "INSUFFICIENT_DATA" ? "Insufficient Data" : "Threshold Crossed"}: ${points_(evaluationPeriods)} ${evaluationPeriods === 1 ? "was" : "were"} unknown.`
      : `Threshold Crossed: ${count} out of the last ${points_(evaluationPeriods)} [${listed}] ${verb} ${not}${words} the threshold (${spelled(threshold)})${state === "ALARM" ? ` (minimum ${points_(needed)} for OK -> ALARM transition)` : ""}.`;
  return {
    reason,
    reasonData: JSON.stringify({
      version: "1.0",
      queryDate: atCloudWatch(nowMs),
      startDate: there[0] === undefined ? undefined : atCloudWatch(there[0].atMs),
      statistic,
      period: periodSeconds,
      recentDatapoints: there.map(({ value }) => value),
      threshold,
      evaluatedDatapoints: there.map(({ atMs, value }) => ({
        timestamp: atCloudWatch(atMs),
        value,
      })),
    }),
  };
}

/** `5.0`, as CloudWatch writes numbers. */
function spelled(value: number | undefined): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** `28/11/26 15:20:00` */
function atMinute(atMs: number): string {
  const [date = "", time = ""] = new Date(atMs).toISOString().split("T");
  const [year = "", month, day] = date.split("-");
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}

/** `2026-11-28T15:20:00.000+0000` */
export function atCloudWatch(atMs: number): string {
  return new Date(atMs).toISOString().replace("Z", "+0000");
}
