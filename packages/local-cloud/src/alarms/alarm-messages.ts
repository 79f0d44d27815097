import type { MetricAlarm as DeployedAlarm } from "@aws-sdk/client-cloudwatch";
import { ACCOUNT } from "../account.ts";
import { arnParts } from "../deliveries/arn-parts.ts";
import type { ServiceEvent } from "../event-bus/bus-event.ts";
import { atCloudWatch } from "./evaluate-alarm.ts";
import type { AlarmState } from "./metric-alarm.ts";

/** A change of an alarm's state. */
export interface StateChange {
  readonly alarm: DeployedAlarm;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly reason: string;
  /** JSON. */
  readonly reasonData: string | undefined;
  readonly atMs: number;
}

/** The subject of the message to a topic. */
export function alarmSubject({ alarm, to }: StateChange): string {
  // SNS takes up to a hundred characters.
  return `${to}: "${alarm.AlarmName}" in ${arnParts(alarm.AlarmArn ?? "").region}`.slice(0, 99);
}

/**
 * The message to a topic, JSON.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 */
export function alarmMessage(change: StateChange): string {
  const { alarm, from, to, reason, atMs } = change;
  return JSON.stringify({
    AlarmName: alarm.AlarmName,
    AlarmDescription: alarm.AlarmDescription ?? null,
    AWSAccountId: ACCOUNT,
    AlarmConfigurationUpdatedTimestamp: atCloudWatch(
      alarm.AlarmConfigurationUpdatedTimestamp?.getTime() ?? atMs,
    ),
    NewStateValue: to,
    NewStateReason: reason,
    StateChangeTime: atCloudWatch(atMs),
    Region: arnParts(alarm.AlarmArn ?? "").region,
    AlarmArn: alarm.AlarmArn,
    OldStateValue: from,
    OKActions: alarm.OKActions ?? [],
    AlarmActions: alarm.AlarmActions ?? [],
    InsufficientDataActions: alarm.InsufficientDataActions ?? [],
    Trigger: triggerOf(alarm),
  });
}

/**
 * The event with which an alarm invokes a function.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html
 */
export function alarmFunctionEvent(change: StateChange): unknown {
  const { alarm, atMs } = change;
  return {
    source: "aws.cloudwatch",
    alarmArn: alarm.AlarmArn,
    accountId: ACCOUNT,
    time: atCloudWatch(atMs),
    region: arnParts(alarm.AlarmArn ?? "").region,
    alarmData: { alarmName: alarm.AlarmName, ...statesOf(change) },
  };
}

/**
 * The event for EventBridge.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export function alarmBusEvent(change: StateChange): ServiceEvent {
  const { alarm } = change;
  return {
    source: "aws.cloudwatch",
    detailType: "CloudWatch Alarm State Change",
    resources: [alarm.AlarmArn ?? ""],
    detail: { alarmName: alarm.AlarmName, ...statesOf(change) },
  };
}

function statesOf({ alarm, from, to, reason, reasonData, atMs }: StateChange) {
  return {
    state: { value: to, reason, reasonData, timestamp: atCloudWatch(atMs) },
    previousState: {
      value: from,
      reason: alarm.StateReason,
      reasonData: alarm.StateReasonData,
      timestamp: atCloudWatch(alarm.StateUpdatedTimestamp?.getTime() ?? atMs),
    },
    configuration: { description: alarm.AlarmDescription, metrics: [metricOf(alarm)] },
  };
}

function metricOf(alarm: DeployedAlarm) {
  const [query] = alarm.Metrics ?? [];
  const stat = query?.MetricStat;
  const dimensions = stat?.Metric?.Dimensions ?? alarm.Dimensions ?? [];
  return {
    id: query?.Id ?? "m1",
    metricStat: {
      metric: {
        namespace: stat?.Metric?.Namespace ?? alarm.Namespace,
        name: stat?.Metric?.MetricName ?? alarm.MetricName,
        dimensions: Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value])),
      },
      period: stat?.Period ?? alarm.Period,
      stat: stat?.Stat ?? alarm.ExtendedStatistic ?? alarm.Statistic,
    },
    returnData: true,
  };
}

function triggerOf(alarm: DeployedAlarm) {
  const extended = alarm.ExtendedStatistic;
  return {
    MetricName: alarm.MetricName,
    Namespace: alarm.Namespace,
    StatisticType: extended ? "ExtendedStatistic" : "Statistic",
    ...(extended
      ? { ExtendedStatistic: extended }
      : { Statistic: alarm.Statistic?.replace(/(?!^)([A-Z])/g, "_$1").toUpperCase() }),
    Unit: alarm.Unit ?? null,
    Dimensions: (alarm.Dimensions ?? []).map(({ Name, Value }) => ({ value: Value, name: Name })),
    Period: alarm.Period,
    EvaluationPeriods: alarm.EvaluationPeriods,
    DatapointsToAlarm: alarm.DatapointsToAlarm,
    ComparisonOperator: alarm.ComparisonOperator,
    Threshold: alarm.Threshold,
    TreatMissingData: alarm.TreatMissingData ?? "missing",
    EvaluateLowSampleCountPercentile: alarm.EvaluateLowSampleCountPercentile ?? "",
  };
}
